/** Spreadsheet imports: staff, customers, visits, calls, follow-ups, duty lists. */
import { PassThrough } from 'node:stream';
import { imports, returnedPath, UploadQuery, uploadPath } from '#contract/imports.ts';
import type { Capability } from '#server/capabilities.ts';
import { notAllowed } from '#server/platform/actor.ts';
import { openContext } from '#server/platform/context.ts';
import { answer, carryOut, type RawCall, raw } from '#server/platform/http.ts';
import * as commands from './commands.ts';
import { writeReturnedFile } from './returned-file.ts';
import { upload } from './upload.ts';
import * as views from './views.ts';
import { ImportWorker } from './worker.ts';

export { readSheets } from './read-sheets.ts';
export { takeFile } from './upload.ts';

async function returned({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw notAllowed('imports.read');
  const { importId } = request.params as { importId: string };
  const page: Parameters<typeof views.endedRows>[0] = (work) => runtime.database.inCompany(actor.companyId, work);
  const detail = await page((tx) =>
    views.detail(openContext(runtime.rules, tx, actor, runtime.now(), null).context, importId),
  );
  const output = new PassThrough();
  const sheet = {
    header: detail.columns,
    language: actor.locale.startsWith('zh') ? ('zh' as const) : ('en' as const),
    returned: views.endedRows(page, importId, 'returned'),
    remarks: views.endedRows(page, importId, 'remarks'),
  };
  writeReturnedFile(sheet, output).catch((error: Error) => output.destroy(error));
  const name = encodeURIComponent(`${detail.fileName.replace(/\.\w+$/, '')}-${detail.sheetName || '退回'}.xlsx`);
  return reply
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    .send(output);
}

export const importsCapability: Capability = {
  name: 'imports',
  endpoints: [
    raw({
      method: 'POST',
      path: uploadPath,
      may: 'imports.run',
      summary: { zh: '上传表格文件', en: 'Upload a spreadsheet' },
      query: UploadQuery,
      body: 'bytes',
      serve: upload,
    }),
    raw({
      method: 'GET',
      path: returnedPath,
      may: 'imports.read',
      summary: { zh: '退回的行与原因', en: 'Returned rows with their reasons' },
      serve: returned,
    }),
    answer(imports.colleagues, (context, { query }) => views.colleagues(context, query.q)),
    answer(imports.file, (context, { params }) => views.file(context, params.fileId)),
    answer(imports.list, (context, { query }) => views.list(context, query)),
    answer(imports.one, (context, { params }) => views.detail(context, params.importId)),
    answer(imports.rows, (context, { params, query }) => views.rows(context, params.importId, query)),
    carryOut(imports.configure, (context, { params, body }) => commands.configure(context, params.importId, body)),
    carryOut(imports.editRow, (context, { params, body }) =>
      commands.editRow(context, params.importId, params.row, body.cells),
    ),
    carryOut(imports.check, (context, { params }) => commands.check(context, params.importId)),
    carryOut(imports.start, (context, { params }) => commands.start(context, params.importId)),
    carryOut(imports.cancel, (context, { params }) => commands.cancel(context, params.importId)),
    carryOut(imports.undo, (context, { params }) => commands.undo(context, params.importId)),
  ],
  start: async (runtime) => new ImportWorker(runtime).start(),
};
