ALTER TABLE "refills" DROP CONSTRAINT "refills_reference_key";--> statement-breakpoint
ALTER TABLE "refills" DROP CONSTRAINT "refills_team_id_teams_id_fk";
--> statement-breakpoint
DROP INDEX "labels_history_idx";--> statement-breakpoint
DROP INDEX "refills_history_idx";--> statement-breakpoint
CREATE UNIQUE INDEX "refills_reference_key" ON "refills" USING btree ("team_id","reference") WHERE "refills"."created_at" <= 'infinity';--> statement-breakpoint
CREATE INDEX "labels_history_idx" ON "labels" USING btree ("team_id","created_at") WHERE "labels"."created_at" <= 'infinity';--> statement-breakpoint
CREATE INDEX "refills_history_idx" ON "refills" USING btree ("team_id","created_at") WHERE "refills"."created_at" <= 'infinity';