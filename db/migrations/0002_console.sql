CREATE TABLE "case_replies" (
	"team_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "case_replies_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"case_id" uuid NOT NULL,
	"written_by" uuid NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "case_replies_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "case_replies_length" CHECK (char_length("case_replies"."body") between 1 and 4000)
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"team_id" bigint NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"opened_by" uuid NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"refill_id" uuid,
	"label_id" uuid,
	"state" text DEFAULT 'open' NOT NULL,
	"key" text NOT NULL,
	"created_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp (6) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cases_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "cases_reference_key" UNIQUE("team_id","reference"),
	CONSTRAINT "cases_form_key" UNIQUE("team_id","opened_by","key"),
	CONSTRAINT "cases_state_known" CHECK ("cases"."state" in ('open', 'answered', 'closed')),
	CONSTRAINT "cases_text_length" CHECK (char_length("cases"."subject") between 1 and 120 and char_length("cases"."body") between 1 and 4000)
);
--> statement-breakpoint
CREATE TABLE "bank_receipts" (
	"team_id" bigint NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"account" "account_kind" NOT NULL,
	"amount" bigint NOT NULL,
	"received_on" date NOT NULL,
	"reference" text NOT NULL,
	"transfer_id" uuid NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "bank_receipts_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "bank_receipts_transfer_key" UNIQUE("team_id","transfer_id"),
	CONSTRAINT "bank_receipts_account_known" CHECK ("bank_receipts"."account" in ('reserve', 'purchase_power')),
	CONSTRAINT "bank_receipts_reference_length" CHECK (char_length("bank_receipts"."reference") between 1 and 75)
);
--> statement-breakpoint
CREATE TABLE "ledger_verifications" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_verifications_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"started_at" timestamp (6) with time zone NOT NULL,
	"finished_at" timestamp (6) with time zone NOT NULL,
	"teams" bigint NOT NULL,
	"entries" bigint NOT NULL,
	"problems" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "layout" text DEFAULT 'new' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "theme" text DEFAULT 'system' NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "support_email" text;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "support_phone" text;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "support_days" text DEFAULT '12345' NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "support_opens" time DEFAULT '08:00' NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "support_closes" time DEFAULT '20:00' NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "support_time_zone" text DEFAULT 'America/New_York' NOT NULL;--> statement-breakpoint
ALTER TABLE "case_replies" ADD CONSTRAINT "case_replies_written_by_users_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_replies" ADD CONSTRAINT "case_replies_case_fkey" FOREIGN KEY ("team_id","case_id") REFERENCES "public"."cases"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_opened_by_users_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_refill_fkey" FOREIGN KEY ("team_id","refill_id") REFERENCES "public"."refills"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_label_fkey" FOREIGN KEY ("team_id","label_id") REFERENCES "public"."labels"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_receipts" ADD CONSTRAINT "bank_receipts_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_replies_case_idx" ON "case_replies" USING btree ("team_id","case_id","id");--> statement-breakpoint
CREATE INDEX "cases_team_idx" ON "cases" USING btree ("team_id","changed_at");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_layout_known" CHECK ("users"."layout" in ('new', 'classic'));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_theme_known" CHECK ("users"."theme" in ('system', 'light', 'dark'));--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_support_days_known" CHECK ("teams"."support_days" ~ '^[1-7]{0,7}$');