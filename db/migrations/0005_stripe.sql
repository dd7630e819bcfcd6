CREATE TYPE "public"."card_refund_status" AS ENUM('processing', 'refunded', 'failed');--> statement-breakpoint
ALTER TYPE "public"."transfer_kind" ADD VALUE 'owed_payment';--> statement-breakpoint
ALTER TYPE "public"."transfer_kind" ADD VALUE 'fund_reinstated';--> statement-breakpoint
ALTER TYPE "public"."transfer_kind" ADD VALUE 'fee_reinstated';--> statement-breakpoint
CREATE TABLE "card_refunds" (
	"team_id" bigint NOT NULL,
	"id" uuid NOT NULL,
	"refill_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"status" "card_refund_status" NOT NULL,
	"reason" varchar(200) NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"pending_id" uuid NOT NULL,
	"processor_ref" text,
	"failure_message" text,
	"created_at" timestamp (6) with time zone NOT NULL,
	"settled_at" timestamp (6) with time zone,
	"ask_at" timestamp (6) with time zone,
	"asked" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "card_refunds_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "card_refunds_state" CHECK ("card_refunds"."amount" > 0 and ("card_refunds"."status" = 'processing') = ("card_refunds"."ask_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "processor_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	"handled_at" timestamp (6) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reconciliations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"started_at" timestamp (6) with time zone NOT NULL,
	"finished_at" timestamp (6) with time zone NOT NULL,
	"since" timestamp (6) with time zone NOT NULL,
	"compared" bigint NOT NULL,
	"differences" jsonb NOT NULL,
	"error" text
);
--> statement-breakpoint
ALTER TABLE "payment_methods" ADD COLUMN "removed_at" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "refills" ADD COLUMN "action_url" text;--> statement-breakpoint
ALTER TABLE "refills" ADD COLUMN "action_ref" text;--> statement-breakpoint
ALTER TABLE "refills" ADD COLUMN "refunded" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "refills" ADD COLUMN "refunded_fee" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "card_fee_basis_points" smallint DEFAULT 350 NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "processor_customer" text;--> statement-breakpoint
ALTER TABLE "card_refunds" ADD CONSTRAINT "card_refunds_refill_fkey" FOREIGN KEY ("team_id","refill_id") REFERENCES "public"."refills"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "card_refunds_refill_idx" ON "card_refunds" USING btree ("team_id","refill_id");--> statement-breakpoint
CREATE INDEX "card_refunds_due_idx" ON "card_refunds" USING btree ("ask_at") WHERE "card_refunds"."status" = 'processing';--> statement-breakpoint
CREATE UNIQUE INDEX "payment_methods_card_key" ON "payment_methods" USING btree ("team_id","processor_ref") WHERE "payment_methods"."processor_ref" like 'pm\_%';--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_card_fee_bounds" CHECK ("teams"."card_fee_basis_points" between 0 and 1000);