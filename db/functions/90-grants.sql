-- What the application's login may do, when it is another one than the owner's. {{app}} is its name. Money, history and
-- settings are written by functions alone; the sign-in library keeps its own three tables.
revoke all on all functions in schema public from public;
do $$
begin
  if '{{app}}' <> current_user then
    revoke all on all tables in schema public from "{{app}}";
    revoke all on all functions in schema public from "{{app}}";
    grant usage on schema public to "{{app}}";
    grant select on all tables in schema public to "{{app}}";
    grant insert, update, delete on users, identities, sessions to "{{app}}";
    grant insert on test_processor_charges to "{{app}}";
    grant execute on function request_refill, settle_refill, fail_refill, claim_due_refills, spend_postage, admit_member,
      admit_api_key, verify_ledger, quote_refill_fee to "{{app}}";
  end if;
end $$;
