CREATE TABLE "waiting_labels" (
	"team_id" bigint NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"session_token" text NOT NULL,
	"key" uuid NOT NULL,
	"label" jsonb NOT NULL,
	"expires_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "waiting_labels_team_id_id_pk" PRIMARY KEY("team_id","id"),
	CONSTRAINT "waiting_labels_form_key" UNIQUE("team_id","user_id","session_token","key"),
	CONSTRAINT "waiting_labels_session_length" CHECK (char_length("waiting_labels"."session_token") between 1 and 64),
	CONSTRAINT "waiting_labels_label_bound" CHECK (jsonb_typeof("waiting_labels"."label") = 'object' and octet_length("waiting_labels"."label"::text) <= 8000)
);
--> statement-breakpoint
ALTER TABLE "waiting_labels" ADD CONSTRAINT "waiting_labels_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_labels" ADD CONSTRAINT "waiting_labels_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_labels" ADD CONSTRAINT "waiting_labels_session_token_sessions_session_token_fk" FOREIGN KEY ("session_token") REFERENCES "public"."sessions"("session_token") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "waiting_labels_session_idx" ON "waiting_labels" USING btree ("session_token");--> statement-breakpoint
CREATE INDEX "waiting_labels_user_idx" ON "waiting_labels" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "waiting_labels_expiry_idx" ON "waiting_labels" USING btree ("expires_at");