/** Customers by the million: written by the database itself, with the names, spellings and keys the product would have written. */
import pg from 'pg';
import { pinyin } from 'pinyin-pro';

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
];
const givenCharacters = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅文辉力志飞鹏宇欣怡佳琪雨晨思远浩然子轩梓涵俊凯天翔若曦',
];

const spelled = (characters: readonly string[], surname: boolean): string[] =>
  characters.map((character) => pinyin(character, { toneType: 'none', surname: surname ? 'head' : 'off', v: true }));

export interface Crowd {
  readonly companyId: string;
  readonly siteIds: readonly string[];
  /** Owners take the customers of their site in turn. */
  readonly ownersOfSite: readonly (readonly string[])[];
  readonly size: number;
}

export const phoneOf = (n: number): string => `+861${3_000_000_000 + n}`;

/** What the n-th customer is called, as the statement below writes it. */
export function nameOf(n: number): { name: string; pinyin: string; initials: string } {
  const at = placeOf(n);
  const [surname, first, second] = [
    surnames[at.surname] ?? '',
    givenCharacters[at.first] ?? '',
    givenCharacters[at.second] ?? '',
  ];
  const syllables = [...spelled([surname], true), ...spelled([first, second], false)];
  return {
    name: surname + first + second,
    pinyin: syllables.join(''),
    initials: syllables.map((syllable) => syllable[0]).join(''),
  };
}

const placeOf = (n: number) => ({
  surname: n % surnames.length,
  first: Math.floor(n / surnames.length) % givenCharacters.length,
  second: Math.floor(n / (surnames.length * givenCharacters.length)) % givenCharacters.length,
});

export async function addCrowd(url: string, crowd: Crowd): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '64MB'`);
  await client.query(`select set_config('app.company_id', $1, false)`, [crowd.companyId]);
  await withoutIndexes(client, ['customers', 'customer_people', 'customer_keys', 'customer_terms'], async () => {
    await writePeople(client, crowd);
    await writeSearch(client, crowd);
  });
  await client.query('vacuum analyze');
  await client.end();
}

async function writePeople(client: pg.Client, { companyId, siteIds, ownersOfSite, size }: Crowd): Promise<void> {
  await client.query(
    `create temporary table crowd as
       select n, gen_random_uuid() as id, gen_random_uuid() as person_id, p.site_id, p.owners[1 + (n / cardinality($3::uuid[])) % cardinality(p.owners)] as owner_id,
         ($4::text[])[s] || ($6::text[])[f] || ($6::text[])[g] as name, ($6::text[])[f] || ($6::text[])[g] as given,
         ($5::text[])[s] || ($7::text[])[f] || ($7::text[])[g] as pinyin, ($7::text[])[f] || ($7::text[])[g] as given_pinyin,
         left(($5::text[])[s], 1) || left(($7::text[])[f], 1) || left(($7::text[])[g], 1) as initials,
         '+861' || (3000000000 + n) as phone, timestamptz '2024-03-04' - n * interval '7 seconds' as at
       from generate_series(0, $1::int - 1) n
       cross join lateral (select 1 + n % $2::int as s, 1 + (n / $2::int) % $8::int as f, 1 + (n / ($2::int * $8::int)) % $8::int as g) names
       join (select (position - 1)::int as position, site_id, owners from unnest($3::uuid[]) with ordinality as sites (site_id, position)
             cross join lateral (select array(select jsonb_array_elements_text($9::jsonb -> (position - 1)::int)::uuid) as owners) o) p
         on p.position = n % cardinality($3::uuid[])`,
    [
      size,
      surnames.length,
      siteIds,
      surnames,
      spelled(surnames, true),
      givenCharacters,
      spelled(givenCharacters, false),
      givenCharacters.length,
      JSON.stringify(ownersOfSite),
    ],
  );
  await client.query(
    `insert into customers (company_id, id, site_id, kind, name, name_key, pinyin, initials, source, owner_id, owned_until, registered_at, last_activity_at)
     select $1, id, site_id, 'person', name, name, pinyin, initials, 'walk_in', owner_id, timestamptz '2024-06-01', at, at from crowd`,
    [companyId],
  );
  await client.query(
    `insert into customer_people (company_id, id, customer_id, relation, name, name_key, added_at)
     select $1, person_id, id, 'self', name, name, at from crowd`,
    [companyId],
  );
}

async function writeSearch(client: pg.Client, { companyId }: Crowd): Promise<void> {
  await client.query(
    `insert into customer_keys (company_id, id, kind, value, reversed, exclusive, customer_id, person_id, added_at)
     select $1, gen_random_uuid(), 'phone', phone, reverse(phone), true, id, person_id, at from crowd`,
    [companyId],
  );
  await client.query(
    `insert into customer_terms (company_id, term, customer_id, person_id, site_id)
     select $1, term, id, person_id, site_id from crowd
     cross join lateral (values (name), (given), (pinyin), (given_pinyin), (initials)) terms (term)`,
    [companyId],
  );
}

/** A million rows are loaded in minutes when indexes and foreign keys are built afterwards; nothing else about them changes. */
async function withoutIndexes(client: pg.Client, tables: readonly string[], load: () => Promise<void>): Promise<void> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as "table", quote_ident(conname) as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where contype = 'f' and (conrelid::regclass::text = any ($1) or confrelid::regclass::text = any ($1))`,
    [tables],
  );
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select quote_ident(indexname) as name, indexdef as definition from pg_indexes where tablename = any ($1)
      and indexname not in (select conname from pg_constraint where contype in ('p', 'u'))`,
    [tables],
  );
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  await load();
  for (const { definition } of indexes) await client.query(definition);
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
}
