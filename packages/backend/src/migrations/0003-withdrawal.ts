/** Withdrawals: requests limited to one purpose, and the records that may start one, noted in the transaction that stores them. */
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

const STATEMENTS = [
  "alter table privacykit.deregistration add column kind text not null default 'account' check (kind in ('account', 'withdrawal'))",
  // document; null for an account's
  'alter table privacykit.deregistration add column withdrawal text',
  'drop index privacykit.deregistration_account',
  `create unique index deregistration_account on privacykit.deregistration (account_index, tenant, app, generation)
    where same_as is null and status <> 'withdrawn' and kind = 'account'`,
  `create index deregistration_withdrawals on privacykit.deregistration (account_index, tenant, app, generation)
    where kind = 'withdrawal' and account_index is not null`,
  "alter table privacykit.hook_set add column recipients text not null default '[]'",
  // gone with its record: what is refused or erased starts nothing
  `create table privacykit.withdrawal_due (
    record_id text not null, tenant text not null, app text not null, next_at timestamptz not null default '-infinity',
    primary key (record_id, tenant, app),
    foreign key (record_id, tenant, app) references privacykit.record (id, tenant, app) on delete cascade)`,
  'create index withdrawal_due_next on privacykit.withdrawal_due (next_at)',
  // most denials are first refusals, which close nothing: they are let go here, so that nobody has to look at each of them
  `create function privacykit.note_withdrawal() returns trigger language plpgsql as $body$
  begin
    if new.type = 'choice'
      and not exists (select 1 from privacykit.record g where g.subject_id = new.subject_id and g.kind = new.kind
        and g.tenant = new.tenant and g.app = new.app and g.generation = new.generation
        and (g.canonical like '%"choice":"granted"%' or g.canonical like '%"approval":"approved"%'))
      and not exists (select 1 from privacykit.link l where l.tenant = new.tenant and l.app = new.app
        and (new.kind = 'device' and l.device = new.subject_id or new.kind = 'account' and l.account = new.subject_id))
      and not exists (select 1 from privacykit.policy p where p.tenant = new.tenant and p.app = new.app and
        p.document->'purposes'->(new.canonical::jsonb->'record'->>'purpose')->>'basis' = 'legitimate-interests')
    then return null; end if;
    insert into privacykit.withdrawal_due (record_id, tenant, app) values (new.id, new.tenant, new.app) on conflict do nothing;
    return null;
  end $body$`,
  // canonical JSON has one spelling, and a quote inside a text is escaped, so a text search finds exactly the field. Whether anything was open
  // is for the policy package to say; the backend's own records carry an objection over to an account that holds nothing yet
  `create trigger record_withdrawal after insert on privacykit.record for each row
    when (new.role <> 'backend' and (
      (new.type = 'choice' and new.canonical not like '%"choice":"granted"%')
      or (new.type = 'objection' and new.canonical like '%"objection":"objected"%')
      or (new.type = 'guardian-approval' and new.canonical not like '%"approval":"approved"%')))
    execute function privacykit.note_withdrawal()`,
]

export const withdrawal: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
