/** Importing through HTTP: what a person does, what can go wrong, and that nothing is lost when it does. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { imports } from '#contract/imports.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { check, configure, run, send, settled, until, uploadFile } from './testing.ts';
import { ImportWorker } from './worker.ts';

vi.setConfig({ testTimeout: 120_000 });

let world: World;
let site: string;
let clerk: Person;
let mei: Person;
beforeAll(async () => {
  world = await startWorld();
  await world.setClock('2026-03-01T02:00:00Z');
  site = await world.addSite({ name: '云栖案场' });
  clerk = await world.addPerson({
    name: '导入员',
    siteId: site,
    grants: { 'imports.read': 'company', 'imports.run': 'company', 'customers.read': 'company' },
  });
  mei = await world.addPerson({ name: '白明', siteId: site });
});
afterAll(() => world.stop());

const inBooks = <Row>(text: string, ...values: unknown[]): Promise<Row[]> =>
  world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.rows<Row>({ text, values: [world.companyId, ...values] }),
  );
const count = async (table: string, where = 'true'): Promise<number> =>
  (await inBooks<{ n: number }>(`select count(*) as n from ${table} where company_id = $1 and ${where}`))[0]?.n ?? -1;

let phones = 0;
const phone = (): string => `199${String(++phones).padStart(8, '0')}`;
const header = '客户编号,客户姓名,手机,归属人,级别,标签,备注';
const line = (name: string, number = phone(), owner = '白明', note = ''): string =>
  `,${name},${number},${owner},B,刚需,${note}`;
const sheet = (...lines: string[]): string => [header, ...lines].join('\n');
async function first(content: string, name = `客户${randomUUID()}.csv`): Promise<string> {
  const [one] = (await uploadFile(clerk, name, content)).imports;
  return one?.id ?? '';
}

describe('from the file to the books', () => {
  test('a dry run writes nothing; the run writes each row once, with its owner', async () => {
    const id = await first(sheet(line('蔡军'), line('朱思'), line('  曾 涵曦 ')));
    const before = await count('customers');
    expect((await check(clerk, id)).checkTally).toMatchObject({ rows: 4, created: 3, skipped: 1 });
    expect(await count('customers')).toBe(before);
    expect((await run(clerk, id)).tally).toMatchObject({ rows: 4, created: 3, skipped: 1 });
    expect(await count('customers')).toBe(before + 3);
    expect(
      await inBooks(
        `select name, owner_id as owner, site_id as site from customers where company_id = $1 and import_id = $2 and name = '曾涵曦'`,
        id,
      ),
    ).toEqual([{ name: '曾涵曦', owner: mei.id, site }]);
  });

  test('the same file again updates and creates nobody; with "create only" it comes back with the reason', async () => {
    const content = sheet(line('戴超涵'), line('曹强霞'));
    await run(clerk, await first(content));
    expect((await run(clerk, await first(content))).tally).toMatchObject({ created: 0, updated: 2, returned: 0 });
    const only = await first(content);
    await configure(clerk, only, { mode: 'create' });
    const done = await run(clerk, only);
    expect(done.tally).toMatchObject({ created: 0, returned: 2 });
    const { rows } = await clerk.must(imports.rows, { params: { importId: only }, query: { ending: 'return' } });
    expect(rows[0]?.problems).toMatchObject([{ code: 'CUSTOMER_EXISTS' }]);
  });

  test('one phone in two rows makes one customer; the second row is merged and nothing it says is lost', async () => {
    const number = phone();
    const done = await run(
      clerk,
      await first(
        sheet(line('雷丽磊', number, '白明', '喜欢朝南'), line('雷丽磊', `+86 ${number}`, '白明', '周末再约')),
      ),
    );
    expect(done.tally).toMatchObject({ created: 1, merged: 1 });
    const [customer] = await inBooks<{ note: string }>(
      `select note from customers where company_id = $1 and import_id = $2`,
      done.id,
    );
    expect(customer?.note).toBe('喜欢朝南\n周末再约');
  });

  test('a row is corrected in place and goes in by itself; one already in cannot be changed', async () => {
    const id = await first(sheet(line('李芳', '1990000505'), line('文总')));
    const done = await run(clerk, id);
    expect(done.tally).toMatchObject({ created: 1, returned: 1 });
    const taken = await clerk.call(imports.editRow, {
      params: { importId: id, row: 3 },
      body: { cells: { '1': '别人' } },
    });
    expect([taken.status, taken.code]).toEqual([409, 'ROW_ALREADY_TAKEN']);
    const row = await clerk.must(imports.editRow, {
      params: { importId: id, row: 2 },
      body: { cells: { '2': phone() } },
    });
    expect(row).toMatchObject({ edited: true, final: false, problems: [] });
    expect((await run(clerk, id)).tally).toMatchObject({ created: 2, returned: 0 });
    expect((await clerk.call(imports.start, { params: { importId: id } })).code).toBe('IMPORT_NOT_STARTABLE');
  });

  test('one answer settles a name for the whole file, and the columns a person chose are remembered', async () => {
    const odd = (owner: string) =>
      ['编码甲,谁,哪个号码,谁的', `x,邱曦,${phone()},${owner}`, `y,金玲,${phone()},${owner}`].join('\n');
    const id = await first(odd('小白'));
    expect((await clerk.must(imports.one, { params: { importId: id } })).headerRow).toBeNull();
    expect((await clerk.call(imports.check, { params: { importId: id } })).code).toBe('HEADER_MISSING');
    await configure(clerk, id, { headerRow: 0, target: 'customers' });
    expect((await clerk.call(imports.start, { params: { importId: id } })).code).toBe('MAPPING_INCOMPLETE');
    await configure(clerk, id, { mapping: { externalNo: 0, name: 1, phone: 2, owner: 3 } });
    const tried = await check(clerk, id);
    expect(tried.questions).toEqual([{ written: '小白', rows: 2, code: 'STAFF_UNKNOWN', answer: null }]);
    await configure(clerk, id, { answers: { 小白: mei.id } });
    expect((await run(clerk, id)).tally).toMatchObject({ created: 2, returned: 0 });
    const [again] = (await uploadFile(clerk, '又一份.csv', odd('白明'))).imports;
    // Without a header we know, memory has nothing to hold on to until a person points at the row.
    const pointed = await configure(clerk, again?.id ?? '', { headerRow: 0, target: 'customers' });
    expect(pointed).toMatchObject({ mappingFrom: 'memory', mapping: { externalNo: 0, name: 1, phone: 2, owner: 3 } });
  });

  test('the bad rows come back as a file that keeps the columns, says why per cell and runs nothing', async () => {
    const id = await first(sheet(line('王伟', '12345', '白明', '=HYPERLINK("http://x")'), line('赵云')));
    await run(clerk, id);
    const response = await clerk.fetch(`/api/imports/${id}/returned.xlsx`);
    expect(response.headers.get('content-disposition')).toContain('attachment');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    const [returned] = book.worksheets;
    expect(returned?.rowCount).toBe(2);
    expect(returned?.getRow(2).values).toEqual([
      undefined,
      undefined,
      '王伟',
      '12345',
      '白明',
      'B',
      '刚需',
      `'=HYPERLINK("http://x")`,
      2,
      expect.stringContaining('电话号码不对'),
    ]);
  });
});

describe('stopping, going on, taking back', () => {
  const many = (rows: number) => sheet(...Array.from({ length: rows }, (_, n) => line(`批量${n}`)));

  test('cancelled in the middle: what is in stays, nothing is half in, and it goes on from there', async () => {
    const id = await first(many(1800));
    await clerk.must(imports.start, { params: { importId: id } });
    await clerk.must(imports.cancel, { params: { importId: id } });
    const stopped = await settled(clerk, id);
    expect(stopped.state).toBe('cancelled');
    expect(await count('customers', `import_id = '${id}'`)).toBe(stopped.tally.created);
    expect((await run(clerk, id)).tally).toMatchObject({ rows: 1801, created: 1800, returned: 0 });
    expect(await count('customers', `import_id = '${id}'`)).toBe(1800);
  });

  test('a worker that dies is replaced: another goes on from the last batch, and no row goes in twice', async () => {
    const id = await first(many(1200));
    // As kill -9 leaves it: some rows carried out, the state still "running", and nobody holding the lock.
    await clerk.must(imports.start, { params: { importId: id } });
    await clerk.must(imports.cancel, { params: { importId: id } });
    const half = await settled(clerk, id);
    await inBooks(`update imports set state = 'running' where company_id = $1 and id = $2 returning id`, id);
    const stop = new ImportWorker(world.server.runtime).start();
    const done = await settled(clerk, id);
    await stop();
    expect(done.tally).toMatchObject({ created: 1200, returned: 0 });
    expect(half.tally.created).toBeLessThanOrEqual(1200);
    expect(await count('customers', `import_id = '${id}'`)).toBe(1200);
  });

  test('a reading cut short starts over from the kept file', async () => {
    const { dataDir } = world.server.runtime;
    const [fileId, halfId] = [randomUUID(), randomUUID()];
    // As kill -9 leaves it: the file on disk, one sheet half staged, the state still "reading".
    mkdirSync(`${dataDir}/imports`, { recursive: true });
    writeFileSync(`${dataDir}/imports/${fileId}.upload`, sheet(line('孔远浩'), line('毛勇')));
    const at = '2026-03-01T02:00:00Z';
    await inBooks(
      `with f as (insert into import_files (company_id, id, name, state, uploaded_by, uploaded_at) values ($1, $2, '读一半.csv', 'reading', $4, $5) returning id)
      insert into imports (company_id, id, file_id, sheet_index, sheet_name, state, row_count, created_at) select $1, $3, id, 0, '', 'ready', 0, $5 from f`,
      fileId,
      halfId,
      clerk.id,
      at,
    );
    const file = await until(
      () => clerk.must(imports.file, { params: { fileId } }),
      ({ state }) => state !== 'reading',
    );
    expect(file.imports.map(({ rowCount }) => rowCount)).toEqual([3]);
    expect(await count('imports', `id = '${halfId}'`)).toBe(0);
    await vi.waitFor(() => expect(existsSync(`${dataDir}/imports/${fileId}.upload`)).toBe(false));
  });

  test('undo takes back customers, claims and changes; what others have built on stays and says so', async () => {
    const known = phone();
    await run(clerk, await first(sheet(line('白玲桂', known))));
    const customers = await count('customers');
    const claims = await count('claims');
    const id = await first(sheet(line('白玲桂', known, '白明', '新的备注'), line('杨桐'), line('宋文娟')));
    await run(clerk, id);
    expect(await count('customers')).toBe(customers + 2);
    const [worked] = await inBooks<{ id: string }>(
      `update customers set version = version + 1 where company_id = $1 and import_id = $2 and name = '杨桐' returning id`,
      id,
    );
    expect(worked).toBeDefined();
    await clerk.must(imports.undo, { params: { importId: id } });
    const undone = await settled(clerk, id);
    expect(undone).toMatchObject({ state: 'undone', canUndo: false, keptAfterUndo: 1 });
    expect(await count('customers')).toBe(customers + 1);
    expect(await count('claims')).toBe(claims);
    expect(await inBooks(`select note from customers where company_id = $1 and name = '白玲桂'`)).toEqual([
      { note: '' },
    ]);
    expect((await clerk.call(imports.start, { params: { importId: id } })).code).toBe('IMPORT_UNDONE');
    expect((await clerk.call(imports.undo, { params: { importId: id } })).code).toBe('IMPORT_UNDONE');
  });

  test('a full disk stops the import where it stands; with room again it goes on', async () => {
    const id = await first(many(40));
    const { database } = world.server.runtime;
    const inCompany = database.inCompany.bind(database);
    let full = true;
    const writes = (text: string): boolean => full && /insert into customer_people/.test(text);
    Object.assign(database, {
      inCompany: <Value>(companyId: string, work: Parameters<typeof inCompany<Value>>[1]) =>
        inCompany(companyId, (tx) =>
          work({
            ...tx,
            run: (query) =>
              writes(query.text)
                ? Promise.reject(
                    Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' }),
                  )
                : tx.run(query),
          }),
        ),
    });
    const stopped = await run(clerk, id);
    expect(stopped).toMatchObject({ state: 'stopped', problem: 'DISK_FULL' });
    expect(await count('customers', `import_id = '${id}'`)).toBe(0);
    full = false;
    expect((await run(clerk, id)).tally).toMatchObject({ created: 40, returned: 0 });
    Object.assign(database, { inCompany });
  });
});

describe('bad input is told apart', () => {
  test.each<[string, Uint8Array | string, string]>([
    ['空.csv', ' ', 'read'],
    ['图片.xlsx', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1]), 'FILE_NOT_SPREADSHEET'],
    ['旧.xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600)]), 'FILE_OLD_EXCEL'],
    ['坏.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4, 1, 1, 1]), 'FILE_DAMAGED'],
    ['乱.csv', Uint8Array.from([0x61, 0xff, 0xff, 0x2c, 0x80, 0xff, 0x0a]), 'FILE_ENCODING_UNKNOWN'],
  ])('%s', async (name, content, code) => {
    const file = await uploadFile(clerk, name, content);
    expect(file.problem?.code ?? file.state).toBe(code);
    if (file.problem) expect([file.problem.zh, file.problem.en].every((text) => text.length > 5)).toBe(true);
    await vi.waitFor(() => expect(existsSync(`${world.server.runtime.dataDir}/imports/${file.id}.upload`)).toBe(false));
  });
  test('an empty upload, and one that is sent twice', async () => {
    expect((await send(clerk, '空.csv', '')).status).toBe(422);
    const commandId = randomUUID();
    const content = sheet(line('双击'));
    const answers = [
      await send(clerk, '双.csv', content, { commandId }),
      await send(clerk, '双.csv', content, { commandId }),
    ];
    const [one, other] = (await Promise.all(answers.map((answer) => answer.json()))) as { id: string }[];
    expect(one?.id).toBe(other?.id);
    expect(await count('import_files', `id = '${commandId}'`)).toBe(1);
  });
  test('a wrongly chosen encoding garbles cells, which come back; a formula without a value is empty', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${header}\n,`),
      Uint8Array.from([0xd0, 0xd5, 0xff]),
      Buffer.from(`,${phone()},白明,B,,\n`),
    ]);
    const [one] = (await uploadFile(clerk, '编码.csv', bytes, 'utf-8')).imports;
    const done = await run(clerk, one?.id ?? '');
    expect(done.tally).toMatchObject({ returned: 1 });
    const { rows } = await clerk.must(imports.rows, {
      params: { importId: one?.id ?? '' },
      query: { ending: 'return' },
    });
    expect(rows[0]?.problems).toMatchObject([{ code: 'TEXT_GARBLED' }]);
  });
  test('zero bytes, halves of characters and pictures in names are kept out of the way', async () => {
    // A zero byte at the very top would make it no text file at all.
    const id = await first(
      sheet(line('😀'.repeat(70)), line(`${'x'.repeat(79)}😀${'y'.repeat(5000)}`), line('张三\u0000丰')),
    );
    await clerk.must(imports.editRow, { params: { importId: id, row: 2 }, body: { cells: { '6': 'a\u0000\ud83d' } } });
    const done = await run(clerk, id);
    expect(done).toMatchObject({ state: 'done', tally: { created: 1, returned: 2 } });
  });
  test('stale settings, unknown colleagues, a column used twice', async () => {
    const id = await first(sheet(line('旧版')));
    const body = { version: 99, mode: 'create' as const };
    expect((await clerk.call(imports.configure, { params: { importId: id }, body })).code).toBe('STALE_VERSION');
    const { version } = await clerk.must(imports.one, { params: { importId: id } });
    expect(
      (
        await clerk.call(imports.configure, {
          params: { importId: id },
          body: { version, answers: { 谁: randomUUID() } },
        })
      ).code,
    ).toBe('COLLEAGUE_NOT_FOUND');
    expect(
      (
        await clerk.call(imports.configure, {
          params: { importId: id },
          body: { version, mapping: { name: 1, phone: 1 } },
        })
      ).code,
    ).toBe('MAPPING_WRONG');
    expect(
      (await clerk.call(imports.configure, { params: { importId: id }, body: { version, mapping: { nonsense: 1 } } }))
        .code,
    ).toBe('MAPPING_WRONG');
  });
});

describe('who may', () => {
  test('nobody without the permission; staff sheets ask for more; others do not see the import', async () => {
    const consultant = await world.addPerson({ name: '顾问', siteId: site, grants: { 'customers.read': 'self' } });
    expect((await send(consultant, 'x.csv', 'a,b')).status).toBe(403);
    const assistant = await world.addPerson({
      name: '内勤',
      siteId: site,
      grants: { 'imports.read': 'self', 'imports.run': 'site' },
    });
    const [staff] = (await uploadFile(assistant, '人员.csv', '工号,姓名,岗位\nGK1,张三,置业顾问')).imports;
    expect((await assistant.call(imports.start, { params: { importId: staff?.id ?? '' } })).code).toBe('NOT_ALLOWED');
    const elsewhere = await world.addSite({ name: '滨江展厅' });
    await world.addPerson({ name: '外店顾问', siteId: elsewhere });
    const [mine] = (await uploadFile(assistant, '本店.csv', sheet(line('本店客户', phone(), '外店顾问')))).imports;
    expect((await run(assistant, mine?.id ?? '')).siteId).toBe(site);
    expect(
      await inBooks(`select site_id as site from customers where company_id = $1 and import_id = $2`, mine?.id),
    ).toEqual([{ site }]);
    const id = await first(sheet(line('别人的')));
    expect((await assistant.call(imports.one, { params: { importId: id } })).code).toBe('NOT_FOUND');
    expect((await assistant.call(imports.rows, { params: { importId: id } })).code).toBe('NOT_FOUND');
  });
});

test('a duty list sets who rotates on each day, in order; undo puts the former list back', async () => {
  const hong = await world.addPerson({ name: '程红子', siteId: site });
  const listOf = async (day: string) =>
    (
      await inBooks<{ units: string[] }>(
        `select units from duty_lists where company_id = $1 and site_id = $2 and day = $3`,
        site,
        day,
      )
    )[0]?.units;
  const id = await first(
    '日期,顺序,值班人\n2026-03-02,2,白明\n2026-03-02,1,程红子\n2026-03-03,1,白明\n2026-03-03,2,不认识',
    '轮值表.csv',
  );
  const done = await run(clerk, id);
  expect(done).toMatchObject({ target: 'dutyLists', tally: { created: 3, returned: 1 } });
  expect([await listOf('2026-03-02'), await listOf('2026-03-03')]).toEqual([[hong.id, mei.id], [mei.id]]);
  await clerk.must(imports.undo, { params: { importId: id } });
  await settled(clerk, id);
  expect(await listOf('2026-03-02')).toEqual([]);
});
