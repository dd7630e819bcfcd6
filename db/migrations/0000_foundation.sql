CREATE TYPE "public"."account_kind" AS ENUM('postage', 'held', 'reserve', 'purchase_power', 'card', 'bank', 'receivable', 'fees', 'postage_used', 'adjustments');--> statement-breakpoint
CREATE TYPE "public"."actor_type" AS ENUM('user', 'api_key', 'system', 'operator');--> statement-breakpoint
CREATE TYPE "public"."carrier" AS ENUM('usps', 'ups', 'fedex');--> statement-breakpoint
CREATE TYPE "public"."charged_to" AS ENUM('postage_balance', 'carrier_account');--> statement-breakpoint
CREATE TYPE "public"."label_status" AS ENUM('printed', 'refund_requested', 'refunded', 'refund_denied');--> statement-breakpoint
CREATE TYPE "public"."payment_method_type" AS ENUM('credit_card', 'reserve_account', 'purchase_power');--> statement-breakpoint
CREATE TYPE "public"."refill_source" AS ENUM('web', 'api', 'auto');--> statement-breakpoint
CREATE TYPE "public"."refill_status" AS ENUM('processing', 'posted', 'failed', 'reversed');--> statement-breakpoint
CREATE TYPE "public"."role" AS ENUM('admin', 'staff');--> statement-breakpoint
CREATE TYPE "public"."transfer_kind" AS ENUM('opening', 'postage_fund', 'fee', 'postage_print', 'postage_refund', 'fund_reversal', 'fee_reversal', 'held_fund', 'held_release', 'adjustment', 'reserve_deposit', 'purchase_power_payment');--> statement-breakpoint
CREATE TYPE "public"."transfer_phase" AS ENUM('posted', 'pending', 'post', 'void');--> statement-breakpoint
CREATE TABLE "api_keys" (
	"team_id" bigint NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"hash" "bytea" NOT NULL,
	"prefix" text NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp (6) with time zone,
	"revoked_at" timestamp (6) with time zone,
	"last_used_at" timestamp (6) with time zone,
	"tokens" double precision,
	"tokens_at" timestamp (6) with time zone,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "api_keys_hash_key" UNIQUE("hash"),
	CONSTRAINT "api_keys_scopes_known" CHECK ("api_keys"."scopes" <@ array['read', 'refills:write', 'labels:write'] and cardinality("api_keys"."scopes") > 0),
	CONSTRAINT "api_keys_name_length" CHECK (char_length("api_keys"."name") between 1 and 75)
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"team_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (6) with time zone NOT NULL,
	"actor_type" "actor_type" NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "audit_log_team_id_id_pk" PRIMARY KEY("team_id","id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"team_id" bigint NOT NULL,
	"operation" text NOT NULL,
	"key" varchar(255) NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"resource_id" uuid NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_team_id_operation_key_pk" PRIMARY KEY("team_id","operation","key")
);
--> statement-breakpoint
CREATE TABLE "labels" (
	"team_id" bigint NOT NULL,
	"id" uuid NOT NULL,
	"carrier" "carrier" NOT NULL,
	"service" varchar(75),
	"amount" bigint NOT NULL,
	"status" "label_status" NOT NULL,
	"charged_to" charged_to NOT NULL,
	"balance_after" bigint,
	"cost_account_id" uuid,
	"reference" varchar(100),
	"actor_type" "actor_type" NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "labels_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "labels_usps_from_balance" CHECK ("labels"."amount" > 0 and ("labels"."carrier" = 'usps') = ("labels"."balance_after" is not null))
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"team_id" bigint NOT NULL,
	"account" "account_kind" NOT NULL,
	"seq" bigint NOT NULL,
	"transfer_id" uuid NOT NULL,
	"kind" "transfer_kind" NOT NULL,
	"amount" bigint NOT NULL,
	"balance_after" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	"effective_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "entries_team_id_account_seq_pk" PRIMARY KEY("team_id","account","seq"),
	CONSTRAINT "entries_transfer_side" UNIQUE("team_id","transfer_id","account")
);
--> statement-breakpoint
CREATE TABLE "ledger_accounts" (
	"team_id" bigint NOT NULL,
	"kind" "account_kind" NOT NULL,
	"debits_posted" bigint DEFAULT 0 NOT NULL,
	"credits_posted" bigint DEFAULT 0 NOT NULL,
	"debits_pending" bigint DEFAULT 0 NOT NULL,
	"credits_pending" bigint DEFAULT 0 NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"head" "bytea" DEFAULT '\x0000000000000000000000000000000000000000000000000000000000000000'::bytea NOT NULL,
	"min_balance" bigint,
	"max_balance" bigint,
	"minimum_refill" bigint,
	CONSTRAINT "ledger_accounts_team_id_kind_pk" PRIMARY KEY("team_id","kind"),
	CONSTRAINT "ledger_accounts_min_balance" CHECK ("ledger_accounts"."debits_posted" - "ledger_accounts"."credits_posted" - "ledger_accounts"."credits_pending" >= "ledger_accounts"."min_balance" and "ledger_accounts"."credits_pending" >= 0),
	CONSTRAINT "ledger_accounts_max_balance" CHECK ("ledger_accounts"."debits_posted" - "ledger_accounts"."credits_posted" + "ledger_accounts"."debits_pending" <= "ledger_accounts"."max_balance" and "ledger_accounts"."debits_pending" >= 0)
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"team_id" bigint NOT NULL,
	"id" uuid NOT NULL,
	"phase" "transfer_phase" NOT NULL,
	"kind" "transfer_kind" NOT NULL,
	"debit" "account_kind" NOT NULL,
	"credit" "account_kind" NOT NULL,
	"amount" bigint NOT NULL,
	"pending_id" uuid,
	"reverses_id" uuid,
	"refill_id" uuid,
	"label_id" uuid,
	"created_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "transfers_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "transfers_two_sides" CHECK ("transfers"."amount" > 0 and "transfers"."debit" <> "transfers"."credit")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"user_id" uuid NOT NULL,
	"type" text NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"refresh_token" text,
	"access_token" text,
	"expires_at" integer,
	"token_type" text,
	"scope" text,
	"id_token" text,
	"session_state" text,
	CONSTRAINT "identities_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"session_token" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text,
	"email" text,
	"email_verified" timestamp with time zone,
	"image" text,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_methods" (
	"team_id" bigint NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"type" "payment_method_type" NOT NULL,
	"label" text NOT NULL,
	"processor_ref" text,
	"expires_month" smallint,
	"expires_year" smallint,
	"is_default" boolean DEFAULT false NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payment_methods_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "payment_methods_card_has_reference" CHECK (("payment_methods"."type" = 'credit_card') = ("payment_methods"."processor_ref" is not null)),
	CONSTRAINT "payment_methods_label_length" CHECK (char_length("payment_methods"."label") between 1 and 75)
);
--> statement-breakpoint
CREATE TABLE "refill_allocations" (
	"team_id" bigint NOT NULL,
	"refill_id" uuid NOT NULL,
	"cost_account_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "refill_allocations_team_id_refill_id_cost_account_id_pk" PRIMARY KEY("team_id","refill_id","cost_account_id"),
	CONSTRAINT "refill_allocations_amount_positive" CHECK ("refill_allocations"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "refills" (
	"team_id" bigint NOT NULL,
	"id" uuid NOT NULL,
	"reference" text NOT NULL,
	"status" "refill_status" NOT NULL,
	"amount" bigint NOT NULL,
	"fee" bigint NOT NULL,
	"balance_before" bigint NOT NULL,
	"balance_after" bigint,
	"payment_method_id" uuid NOT NULL,
	"payment_method_type" "payment_method_type" NOT NULL,
	"payment_method_label" text NOT NULL,
	"actor_type" "actor_type" NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"source" "refill_source" NOT NULL,
	"memo" varchar(200),
	"failure_code" text,
	"failure_message" text,
	"processor_ref" text,
	"settled_late" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	"posted_at" timestamp (6) with time zone,
	"ask_at" timestamp (6) with time zone,
	"asked" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "refills_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "refills_reference_key" UNIQUE("team_id","reference"),
	CONSTRAINT "refills_state" CHECK ("refills"."amount" > 0 and ("refills"."status" = 'processing') = ("refills"."ask_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "schema_version" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"migration" integer NOT NULL,
	"functions_hash" text NOT NULL,
	"applied_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "schema_version_one_row" CHECK ("schema_version"."single")
);
--> statement-breakpoint
CREATE TABLE "test_processor_charges" (
	"idempotency_key" text PRIMARY KEY NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"card" text NOT NULL,
	"amount" bigint NOT NULL,
	"status" text NOT NULL,
	"decline_code" text,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cost_accounts" (
	"team_id" bigint NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"parent_id" uuid,
	"level" smallint DEFAULT 1 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cost_accounts_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "cost_accounts_code_key" UNIQUE("team_id","code"),
	CONSTRAINT "cost_accounts_code_length" CHECK (char_length("cost_accounts"."code") between 1 and 75),
	CONSTRAINT "cost_accounts_name_length" CHECK (char_length("cost_accounts"."name") between 1 and 75),
	CONSTRAINT "cost_accounts_description_length" CHECK (char_length("cost_accounts"."description") <= 150),
	CONSTRAINT "cost_accounts_level_range" CHECK ("cost_accounts"."level" between 1 and 3 and ("cost_accounts"."level" = 1) = ("cost_accounts"."parent_id" is null))
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"team_id" bigint NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"type" text NOT NULL,
	"serial" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "devices_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "devices_serial_key" UNIQUE("team_id","serial"),
	CONSTRAINT "devices_type_known" CHECK ("devices"."type" in ('mailstation', 'sendpro', 'other'))
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"team_id" bigint NOT NULL,
	"user_id" uuid NOT NULL,
	"role" "role" NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_team_id_user_id_pk" PRIMARY KEY("team_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "teams_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'America/New_York' NOT NULL,
	"require_cost_account_on_refill" boolean DEFAULT false NOT NULL,
	"require_cost_account_on_label" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "teams_slug_key" UNIQUE("slug"),
	CONSTRAINT "teams_slug_form" CHECK ("teams"."slug" ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
	CONSTRAINT "teams_name_length" CHECK (char_length("teams"."name") between 1 and 120)
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labels" ADD CONSTRAINT "labels_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labels" ADD CONSTRAINT "labels_cost_account_fkey" FOREIGN KEY ("team_id","cost_account_id") REFERENCES "public"."cost_accounts"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_transfer_fkey" FOREIGN KEY ("team_id","transfer_id") REFERENCES "public"."transfers"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_accounts" ADD CONSTRAINT "ledger_accounts_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_pending_fkey" FOREIGN KEY ("team_id","pending_id") REFERENCES "public"."transfers"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_reverses_fkey" FOREIGN KEY ("team_id","reverses_id") REFERENCES "public"."transfers"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_refill_fkey" FOREIGN KEY ("team_id","refill_id") REFERENCES "public"."refills"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_label_fkey" FOREIGN KEY ("team_id","label_id") REFERENCES "public"."labels"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_methods" ADD CONSTRAINT "payment_methods_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refill_allocations" ADD CONSTRAINT "refill_allocations_refill_fkey" FOREIGN KEY ("team_id","refill_id") REFERENCES "public"."refills"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refill_allocations" ADD CONSTRAINT "refill_allocations_cost_account_fkey" FOREIGN KEY ("team_id","cost_account_id") REFERENCES "public"."cost_accounts"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refills" ADD CONSTRAINT "refills_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refills" ADD CONSTRAINT "refills_payment_method_fkey" FOREIGN KEY ("team_id","payment_method_id") REFERENCES "public"."payment_methods"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_accounts" ADD CONSTRAINT "cost_accounts_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cost_accounts" ADD CONSTRAINT "cost_accounts_parent_fkey" FOREIGN KEY ("team_id","parent_id") REFERENCES "public"."cost_accounts"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "labels_history_idx" ON "labels" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_resolved_once" ON "transfers" USING btree ("team_id","pending_id") WHERE "transfers"."pending_id" is not null;--> statement-breakpoint
CREATE INDEX "transfers_refill_idx" ON "transfers" USING btree ("team_id","refill_id") WHERE "transfers"."refill_id" is not null;--> statement-breakpoint
CREATE INDEX "transfers_label_idx" ON "transfers" USING btree ("team_id","label_id") WHERE "transfers"."label_id" is not null;--> statement-breakpoint
CREATE INDEX "identities_user_idx" ON "identities" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_user_idx" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_methods_one_default" ON "payment_methods" USING btree ("team_id") WHERE "payment_methods"."is_default";--> statement-breakpoint
CREATE UNIQUE INDEX "payment_methods_one_of_type" ON "payment_methods" USING btree ("team_id","type") WHERE "payment_methods"."type" <> 'credit_card';--> statement-breakpoint
CREATE INDEX "refill_allocations_cost_account_idx" ON "refill_allocations" USING btree ("team_id","cost_account_id","refill_id");--> statement-breakpoint
CREATE INDEX "refills_history_idx" ON "refills" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE INDEX "refills_due_idx" ON "refills" USING btree ("ask_at") WHERE "refills"."status" = 'processing';--> statement-breakpoint
CREATE INDEX "refills_processing_idx" ON "refills" USING btree ("team_id") WHERE "refills"."status" = 'processing';--> statement-breakpoint
CREATE INDEX "memberships_user_idx" ON "memberships" USING btree ("user_id");