ALTER TABLE "users" ADD COLUMN "last_signed_in_at" timestamp (6) with time zone;--> statement-breakpoint
UPDATE "users" SET "last_signed_in_at" = (SELECT max("created_at") FROM "sessions" WHERE "user_id" = "users"."id");--> statement-breakpoint
CREATE INDEX "audit_log_team_idx" ON "audit_log" USING btree ("team_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_log_but_refills_idx" ON "audit_log" USING btree ("team_id","at","id") WHERE split_part("audit_log"."action", '.', 1) <> 'refill';