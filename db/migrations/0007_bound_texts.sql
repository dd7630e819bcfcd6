-- A column becomes a domain's without its rows being written anew while the domain has no constraint yet (db/schema/columns.ts).
CREATE DOMAIN "public"."json_8kb" AS jsonb;--> statement-breakpoint
CREATE DOMAIN "public"."json_256kb" AS jsonb;--> statement-breakpoint
CREATE DOMAIN "public"."json_512kb" AS jsonb;--> statement-breakpoint
CREATE DOMAIN "public"."json_4096kb" AS jsonb;--> statement-breakpoint
CREATE DOMAIN "public"."text_40" AS text;--> statement-breakpoint
CREATE DOMAIN "public"."text_75" AS text;--> statement-breakpoint
CREATE DOMAIN "public"."text_254" AS text;--> statement-breakpoint
CREATE DOMAIN "public"."text_500" AS text;--> statement-breakpoint
CREATE DOMAIN "public"."text_4000" AS text;--> statement-breakpoint
CREATE DOMAIN "public"."text_line_40" AS text;--> statement-breakpoint
CREATE DOMAIN "public"."text_line_75" AS text;--> statement-breakpoint
CREATE DOMAIN "public"."text_line_120" AS text;--> statement-breakpoint
CREATE DOMAIN "public"."text_line_150" AS text;--> statement-breakpoint
CREATE DOMAIN "public"."text_line_254" AS text;--> statement-breakpoint
CREATE DOMAIN "public"."text_prose_4000" AS text;--> statement-breakpoint
-- What was kept of names before: what nobody sees goes, as lib/text/read-text.ts leaves it out of what a provider says.
UPDATE "users" SET "name" = nullif(trim(regexp_replace("name", '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]+', ' ', 'g')), '') WHERE "name" ~ '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]';--> statement-breakpoint
UPDATE "api_keys" SET "name" = coalesce(nullif(trim(regexp_replace("name", '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]+', ' ', 'g')), ''), "prefix") WHERE "name" ~ '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]';--> statement-breakpoint
UPDATE "payment_methods" SET "label" = coalesce(nullif(trim(regexp_replace("label", '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]+', ' ', 'g')), ''), 'Card') WHERE "label" ~ '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]';--> statement-breakpoint
-- Cost accounts are looked up by what people see: one kind of space, NFC. Where two would then be one, both stay as they are.
DO $$
BEGIN
  IF getdatabaseencoding() <> 'UTF8' THEN RETURN; END IF;
  WITH seen AS (
    SELECT team_id, id, trim(normalize(regexp_replace(regexp_replace(code, '[\u0009-\u000d\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'), '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]', '', 'g'), NFC)) AS code FROM cost_accounts
  ), single AS (
    SELECT s.*, count(*) OVER (PARTITION BY team_id, code) AS twins FROM seen s
  )
  UPDATE cost_accounts c SET code = s.code FROM single s
    WHERE c.team_id = s.team_id AND c.id = s.id AND s.twins = 1 AND s.code <> '' AND c.code <> s.code;
  UPDATE cost_accounts SET
      name = coalesce(nullif(trim(normalize(regexp_replace(regexp_replace(name, '[\u0009-\u000d\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'), '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]', '', 'g'), NFC)), ''), code),
      description = trim(normalize(regexp_replace(regexp_replace(description, '[\u0009-\u000d\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g'), '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]', '', 'g'), NFC))
    WHERE (name || coalesce(description, '')) ~ '[\u0009-\u000d\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]' OR (name || coalesce(description, '')) IS NOT NFC NORMALIZED;
END $$;--> statement-breakpoint
-- A request whose Print form came with far more than a Print form has: its label has to be typed again.
UPDATE "postage_requests" SET "label" = null WHERE pg_column_size("label" || '{}') > 8192;--> statement-breakpoint
ALTER TABLE "api_keys" DROP CONSTRAINT "api_keys_scopes_known";--> statement-breakpoint
ALTER TABLE "api_keys" ALTER COLUMN "name" SET DATA TYPE text_line_75, ALTER COLUMN "prefix" SET DATA TYPE text_line_40;--> statement-breakpoint
ALTER TABLE "audit_log" ALTER COLUMN "actor_id" SET DATA TYPE text_75, ALTER COLUMN "actor_name" SET DATA TYPE text_254, ALTER COLUMN "action" SET DATA TYPE text_75, ALTER COLUMN "subject" SET DATA TYPE text_254, ALTER COLUMN "before" SET DATA TYPE json_256kb, ALTER COLUMN "after" SET DATA TYPE json_256kb;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ALTER COLUMN "operation" SET DATA TYPE text_40;--> statement-breakpoint
ALTER TABLE "case_replies" ALTER COLUMN "body" SET DATA TYPE text_prose_4000;--> statement-breakpoint
ALTER TABLE "cases" ALTER COLUMN "reference" SET DATA TYPE text_line_40, ALTER COLUMN "subject" SET DATA TYPE text_line_120, ALTER COLUMN "body" SET DATA TYPE text_prose_4000, ALTER COLUMN "key" SET DATA TYPE text_line_40;--> statement-breakpoint
ALTER TABLE "label_refunds" ALTER COLUMN "requested_by" SET DATA TYPE text_254, ALTER COLUMN "answered_by" SET DATA TYPE text_254;--> statement-breakpoint
ALTER TABLE "labels" ALTER COLUMN "actor_id" SET DATA TYPE text_75, ALTER COLUMN "actor_name" SET DATA TYPE text_254;--> statement-breakpoint
ALTER TABLE "postage_day_folds" ALTER COLUMN "time_zone" SET DATA TYPE text_line_75;--> statement-breakpoint
ALTER TABLE "identities" ALTER COLUMN "type" SET DATA TYPE varchar(40) USING left("type", 40), ALTER COLUMN "provider" SET DATA TYPE varchar(40) USING left("provider", 40), ALTER COLUMN "refresh_token" SET DATA TYPE varchar(4000) USING left("refresh_token", 4000), ALTER COLUMN "access_token" SET DATA TYPE varchar(4000) USING left("access_token", 4000), ALTER COLUMN "token_type" SET DATA TYPE varchar(40) USING left("token_type", 40), ALTER COLUMN "scope" SET DATA TYPE varchar(2000) USING left("scope", 2000), ALTER COLUMN "id_token" SET DATA TYPE varchar(64000) USING case when char_length("id_token") <= 64000 then "id_token" end, ALTER COLUMN "session_state" SET DATA TYPE varchar(2000) USING left("session_state", 2000);--> statement-breakpoint
ALTER TABLE "sessions" ALTER COLUMN "session_token" SET DATA TYPE varchar(75) USING left("session_token", 75);--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "name" SET DATA TYPE varchar(200) USING left("name", 200), ALTER COLUMN "email" SET DATA TYPE varchar(254) USING left("email", 254), ALTER COLUMN "image" SET DATA TYPE varchar(2000) USING left("image", 2000);--> statement-breakpoint
ALTER TABLE "price_lists" ALTER COLUMN "prices" SET DATA TYPE json_512kb, ALTER COLUMN "actor_name" SET DATA TYPE text_254;--> statement-breakpoint
ALTER TABLE "bank_receipts" ALTER COLUMN "reference" SET DATA TYPE text_line_75, ALTER COLUMN "actor_name" SET DATA TYPE text_254;--> statement-breakpoint
ALTER TABLE "card_refunds" ALTER COLUMN "actor_id" SET DATA TYPE text_75, ALTER COLUMN "actor_name" SET DATA TYPE text_254, ALTER COLUMN "processor_ref" SET DATA TYPE text_254, ALTER COLUMN "failure_message" SET DATA TYPE text_500;--> statement-breakpoint
ALTER TABLE "payment_methods" ALTER COLUMN "label" SET DATA TYPE text_line_75, ALTER COLUMN "processor_ref" SET DATA TYPE text_254;--> statement-breakpoint
-- One statement, so that the table is written anew once: a length of the type itself is what costs a refill nothing.
ALTER TABLE "refills" ALTER COLUMN "reference" SET DATA TYPE varchar(20) USING left("reference", 20), ALTER COLUMN "payment_method_label" SET DATA TYPE varchar(75) USING left("payment_method_label", 75), ALTER COLUMN "actor_id" SET DATA TYPE varchar(75) USING left("actor_id", 75), ALTER COLUMN "actor_name" SET DATA TYPE varchar(254) USING left("actor_name", 254), ALTER COLUMN "failure_code" SET DATA TYPE varchar(75) USING left("failure_code", 75), ALTER COLUMN "failure_message" SET DATA TYPE varchar(500) USING left("failure_message", 500), ALTER COLUMN "processor_ref" SET DATA TYPE varchar(254) USING left("processor_ref", 254), ALTER COLUMN "action_url" SET DATA TYPE varchar(4000) USING left("action_url", 4000), ALTER COLUMN "action_ref" SET DATA TYPE varchar(254) USING left("action_ref", 254);--> statement-breakpoint
ALTER TABLE "postage_requests" ALTER COLUMN "reference" SET DATA TYPE text_line_40, ALTER COLUMN "asked_by_name" SET DATA TYPE text_254, ALTER COLUMN "label_key" SET DATA TYPE text_line_40, ALTER COLUMN "label" SET DATA TYPE json_8kb, ALTER COLUMN "decided_by_name" SET DATA TYPE text_254;--> statement-breakpoint
ALTER TABLE "ledger_verifications" ALTER COLUMN "problems" SET DATA TYPE json_4096kb;--> statement-breakpoint
ALTER TABLE "processor_events" ALTER COLUMN "id" SET DATA TYPE text_254, ALTER COLUMN "type" SET DATA TYPE text_254;--> statement-breakpoint
ALTER TABLE "reconciliations" ALTER COLUMN "differences" SET DATA TYPE json_4096kb, ALTER COLUMN "error" SET DATA TYPE text_4000;--> statement-breakpoint
ALTER TABLE "schema_version" ALTER COLUMN "functions_hash" SET DATA TYPE text_75;--> statement-breakpoint
ALTER TABLE "test_processor_charges" ALTER COLUMN "idempotency_key" SET DATA TYPE text_254, ALTER COLUMN "card" SET DATA TYPE text_254, ALTER COLUMN "status" SET DATA TYPE text_40, ALTER COLUMN "decline_code" SET DATA TYPE text_75;--> statement-breakpoint
ALTER TABLE "cost_accounts" ALTER COLUMN "code" SET DATA TYPE text_line_75, ALTER COLUMN "name" SET DATA TYPE text_line_75, ALTER COLUMN "description" SET DATA TYPE text_line_150;--> statement-breakpoint
ALTER TABLE "devices" ALTER COLUMN "serial" SET DATA TYPE text_line_40;--> statement-breakpoint
ALTER TABLE "teams" ALTER COLUMN "name" SET DATA TYPE text_line_120, ALTER COLUMN "time_zone" SET DATA TYPE text_line_75, ALTER COLUMN "support_email" SET DATA TYPE text_line_254, ALTER COLUMN "support_phone" SET DATA TYPE text_line_40, ALTER COLUMN "support_time_zone" SET DATA TYPE text_line_75, ALTER COLUMN "processor_customer" SET DATA TYPE text_254;--> statement-breakpoint
-- Whatever is longer is cut, but for history, which is never written again, and for labels, which may be millions.
DO $$
DECLARE v record;
BEGIN
  FOR v IN SELECT c.relname AS tab, a.attname AS col, (regexp_match(t.typname, '\d+$'))[1]::integer AS longest
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND t.typtype = 'd' AND t.typbasetype = 'text'::regtype
      AND c.relname NOT IN ('audit_log', 'idempotency_keys', 'labels')
  LOOP
    EXECUTE format('UPDATE %I SET %I = left(%I, %s) WHERE char_length(%I) > %s', v.tab, v.col, v.col, v.longest, v.col, v.longest);
  END LOOP;
END $$;--> statement-breakpoint
-- Not valid for what is there already: an upgrade does not fail for a row. What is written from now on is held to it.
ALTER DOMAIN "public"."json_8kb" ADD CONSTRAINT "json_8kb_length" CHECK (pg_column_size(value) <= 8192) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."json_256kb" ADD CONSTRAINT "json_256kb_length" CHECK (pg_column_size(value) <= 262144) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."json_512kb" ADD CONSTRAINT "json_512kb_length" CHECK (pg_column_size(value) <= 524288) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."json_4096kb" ADD CONSTRAINT "json_4096kb_length" CHECK (pg_column_size(value) <= 4194304) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_40" ADD CONSTRAINT "text_40_length" CHECK (char_length(value) <= 40) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_75" ADD CONSTRAINT "text_75_length" CHECK (char_length(value) <= 75) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_254" ADD CONSTRAINT "text_254_length" CHECK (char_length(value) <= 254) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_500" ADD CONSTRAINT "text_500_length" CHECK (char_length(value) <= 500) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_4000" ADD CONSTRAINT "text_4000_length" CHECK (char_length(value) <= 4000) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_line_40" ADD CONSTRAINT "text_line_40_length" CHECK (char_length(value) <= 40) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_line_40" ADD CONSTRAINT "text_line_40_visible" CHECK (value !~ '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]') NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_line_75" ADD CONSTRAINT "text_line_75_length" CHECK (char_length(value) <= 75) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_line_75" ADD CONSTRAINT "text_line_75_visible" CHECK (value !~ '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]') NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_line_120" ADD CONSTRAINT "text_line_120_length" CHECK (char_length(value) <= 120) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_line_120" ADD CONSTRAINT "text_line_120_visible" CHECK (value !~ '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]') NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_line_150" ADD CONSTRAINT "text_line_150_length" CHECK (char_length(value) <= 150) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_line_150" ADD CONSTRAINT "text_line_150_visible" CHECK (value !~ '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]') NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_line_254" ADD CONSTRAINT "text_line_254_length" CHECK (char_length(value) <= 254) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_line_254" ADD CONSTRAINT "text_line_254_visible" CHECK (value !~ '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]') NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_prose_4000" ADD CONSTRAINT "text_prose_4000_length" CHECK (char_length(value) <= 4000) NOT VALID;--> statement-breakpoint
ALTER DOMAIN "public"."text_prose_4000" ADD CONSTRAINT "text_prose_4000_visible" CHECK (value !~ '[\u0001-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]') NOT VALID;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_scopes_known" CHECK ("api_keys"."scopes" <@ array['read', 'refills:write', 'labels:write'] and cardinality("api_keys"."scopes") between 1 and 20) NOT VALID;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_key_length" CHECK (char_length("identities"."provider_account_id") <= 2000) NOT VALID;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_name_visible" CHECK ("users"."name" !~ '[\u0001-\u001f\u007f-\u009f\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]') NOT VALID;
