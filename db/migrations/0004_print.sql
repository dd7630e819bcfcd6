CREATE TYPE "public"."request_status" AS ENUM('open', 'approved', 'declined', 'withdrawn');--> statement-breakpoint
CREATE TABLE "label_refunds" (
	"team_id" bigint NOT NULL,
	"label_id" uuid NOT NULL,
	"reason" varchar(200),
	"requested_by" text NOT NULL,
	"requested_at" timestamp (6) with time zone NOT NULL,
	"approved" boolean,
	"answered_by" text,
	"answered_at" timestamp (6) with time zone,
	"note" varchar(200),
	"into_balance" bigint,
	"into_held" bigint,
	CONSTRAINT "label_refunds_team_id_label_id_pk" PRIMARY KEY("team_id","label_id"),
	CONSTRAINT "label_refunds_answered" CHECK (("label_refunds"."answered_at" is null) = ("label_refunds"."approved" is null) and ("label_refunds"."answered_at" is null) = ("label_refunds"."answered_by" is null))
);
--> statement-breakpoint
CREATE TABLE "postage_day_folds" (
	"team_id" bigint PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"time_zone" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "postage_days" (
	"team_id" bigint NOT NULL,
	"day" date NOT NULL,
	"added" bigint NOT NULL,
	"printed" bigint NOT NULL,
	"refunded" bigint NOT NULL,
	"other" bigint NOT NULL,
	"closing" bigint NOT NULL,
	"last_seq" bigint NOT NULL,
	CONSTRAINT "postage_days_team_id_day_pk" PRIMARY KEY("team_id","day")
);
--> statement-breakpoint
CREATE TABLE "price_lists" (
	"team_id" bigint NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"effective_on" date NOT NULL,
	"source" varchar(120) NOT NULL,
	"prices" jsonb NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "price_lists_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "price_lists_source_length" CHECK (char_length("price_lists"."source") between 1 and 120)
);
--> statement-breakpoint
CREATE TABLE "postage_requests" (
	"team_id" bigint NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"status" "request_status" DEFAULT 'open' NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_by_name" text NOT NULL,
	"amount" bigint NOT NULL,
	"reason" varchar(200) NOT NULL,
	"cost_account_id" uuid,
	"label_key" text NOT NULL,
	"label" jsonb,
	"refill_id" uuid,
	"decided_by_name" text,
	"decided_at" timestamp (6) with time zone,
	"decline_reason" varchar(200),
	"created_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "postage_requests_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "postage_requests_reference_key" UNIQUE("team_id","reference"),
	CONSTRAINT "postage_requests_state" CHECK ("postage_requests"."amount" > 0 and ("postage_requests"."status" = 'open') = ("postage_requests"."decided_at" is null) and ("postage_requests"."status" = 'approved') = ("postage_requests"."refill_id" is not null)),
	CONSTRAINT "postage_requests_reason_length" CHECK (char_length("postage_requests"."reason") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "label_refunds" ADD CONSTRAINT "label_refunds_label_fkey" FOREIGN KEY ("team_id","label_id") REFERENCES "public"."labels"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postage_day_folds" ADD CONSTRAINT "postage_day_folds_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postage_days" ADD CONSTRAINT "postage_days_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_lists" ADD CONSTRAINT "price_lists_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postage_requests" ADD CONSTRAINT "postage_requests_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postage_requests" ADD CONSTRAINT "postage_requests_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postage_requests" ADD CONSTRAINT "postage_requests_cost_account_fkey" FOREIGN KEY ("team_id","cost_account_id") REFERENCES "public"."cost_accounts"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postage_requests" ADD CONSTRAINT "postage_requests_refill_fkey" FOREIGN KEY ("team_id","refill_id") REFERENCES "public"."refills"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "label_refunds_open_idx" ON "label_refunds" USING btree ("requested_at") WHERE "label_refunds"."answered_at" is null;--> statement-breakpoint
CREATE INDEX "price_lists_effective_idx" ON "price_lists" USING btree ("team_id","effective_on","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "postage_requests_one_open" ON "postage_requests" USING btree ("team_id","asked_by","label_key") WHERE "postage_requests"."status" = 'open';--> statement-breakpoint
CREATE INDEX "postage_requests_open_idx" ON "postage_requests" USING btree ("team_id","created_at") WHERE "postage_requests"."status" = 'open';--> statement-breakpoint
CREATE INDEX "postage_requests_history_idx" ON "postage_requests" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE INDEX "postage_requests_refill_idx" ON "postage_requests" USING btree ("team_id","refill_id") WHERE "postage_requests"."refill_id" is not null;