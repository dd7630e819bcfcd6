CREATE TYPE "public"."charge_return_kind" AS ENUM('refund', 'dispute');--> statement-breakpoint
CREATE TYPE "public"."processor_mode" AS ENUM('test', 'live');--> statement-breakpoint
ALTER TYPE "public"."transfer_kind" ADD VALUE 'receipt_correction';--> statement-breakpoint
CREATE TABLE "charge_returns" (
	"team_id" bigint NOT NULL,
	"processor_ref" text_254 NOT NULL,
	"refill_id" uuid NOT NULL,
	"charge_ref" text_254 NOT NULL,
	"kind" charge_return_kind NOT NULL,
	"amount" bigint NOT NULL,
	"claimed" bigint NOT NULL,
	"state" text_40 NOT NULL,
	"reason" text_254,
	"read_at" timestamp (6) with time zone NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "charge_returns_team_id_processor_ref_pk" PRIMARY KEY("team_id","processor_ref"),
	CONSTRAINT "charge_returns_amount" CHECK ("charge_returns"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "duplicate_charges" (
	"team_id" bigint NOT NULL,
	"processor_ref" text_254 NOT NULL,
	"refill_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"returned" bigint DEFAULT 0 NOT NULL,
	"read_at" timestamp (6) with time zone NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	"ask_at" timestamp (6) with time zone,
	"asked" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "duplicate_charges_team_id_processor_ref_pk" PRIMARY KEY("team_id","processor_ref")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	CONSTRAINT "installation_one_row" CHECK ("installation"."single")
);
--> statement-breakpoint
CREATE TABLE "processor_readings" (
	"source" text_40 PRIMARY KEY NOT NULL,
	"read_until" timestamp (6) with time zone NOT NULL,
	"updated_at" timestamp (6) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bank_receipts" ADD COLUMN "corrects_id" uuid;--> statement-breakpoint
ALTER TABLE "bank_receipts" ADD COLUMN "reason" text_line_150;--> statement-breakpoint
ALTER TABLE "refills" ADD COLUMN "disputed" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "refills" ADD COLUMN "disputed_fee" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "refills" ADD COLUMN "recovered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "mode" "processor_mode";--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "live_since" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "charge_returns" ADD CONSTRAINT "charge_returns_refill_fkey" FOREIGN KEY ("team_id","refill_id") REFERENCES "public"."refills"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_charges" ADD CONSTRAINT "duplicate_charges_refill_fkey" FOREIGN KEY ("team_id","refill_id") REFERENCES "public"."refills"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "charge_returns_refill_idx" ON "charge_returns" USING btree ("team_id","refill_id");--> statement-breakpoint
CREATE INDEX "duplicate_charges_refill_idx" ON "duplicate_charges" USING btree ("team_id","refill_id");--> statement-breakpoint
CREATE INDEX "duplicate_charges_due_idx" ON "duplicate_charges" USING btree ("ask_at") WHERE "duplicate_charges"."ask_at" is not null;--> statement-breakpoint
ALTER TABLE "bank_receipts" ADD CONSTRAINT "bank_receipts_corrects_fkey" FOREIGN KEY ("team_id","corrects_id") REFERENCES "public"."bank_receipts"("team_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_receipts" ADD CONSTRAINT "bank_receipts_corrected_once" UNIQUE("team_id","corrects_id");--> statement-breakpoint
INSERT INTO "installation" DEFAULT VALUES;--> statement-breakpoint
-- What was known as sums becomes returns by id. Where the processor's id is not known, the next reading of the payment replaces it.
UPDATE "refills" SET "disputed" = "amount" - "refunded", "disputed_fee" = "fee" - "refunded_fee" WHERE "status" = 'reversed';--> statement-breakpoint
INSERT INTO "charge_returns" ("team_id", "processor_ref", "refill_id", "charge_ref", "kind", "amount", "claimed", "state", "reason", "read_at", "created_at")
  SELECT r."team_id", f."processor_ref", r."id", r."processor_ref", 'refund', f."amount", f."amount", 'succeeded', f."reason", f."created_at", f."created_at"
    FROM "card_refunds" f JOIN "refills" r ON r."team_id" = f."team_id" AND r."id" = f."refill_id"
    WHERE f."status" = 'refunded' AND f."processor_ref" IS NOT NULL AND r."processor_ref" IS NOT NULL
  ON CONFLICT DO NOTHING;--> statement-breakpoint
INSERT INTO "charge_returns" ("team_id", "processor_ref", "refill_id", "charge_ref", "kind", "amount", "claimed", "state", "reason", "read_at", "created_at")
  SELECT r."team_id", 'refunds-of-' || r."id", r."id", r."processor_ref", 'refund', r."refunded" + r."refunded_fee" - o."sum", r."refunded" + r."refunded_fee" - o."sum", 'succeeded', NULL, r."created_at", r."created_at"
    FROM "refills" r CROSS JOIN LATERAL (SELECT coalesce(sum(c."amount"), 0) AS "sum" FROM "charge_returns" c WHERE c."team_id" = r."team_id" AND c."refill_id" = r."id") o
    WHERE r."processor_ref" IS NOT NULL AND r."refunded" + r."refunded_fee" > o."sum";--> statement-breakpoint
INSERT INTO "charge_returns" ("team_id", "processor_ref", "refill_id", "charge_ref", "kind", "amount", "claimed", "state", "reason", "read_at", "created_at")
  SELECT "team_id", 'dispute-of-' || "id", "id", "processor_ref", 'dispute', "disputed" + "disputed_fee", "disputed" + "disputed_fee", 'open', NULL, "created_at", "created_at"
    FROM "refills" WHERE "status" = 'reversed' AND "processor_ref" IS NOT NULL AND "disputed" + "disputed_fee" > 0;
