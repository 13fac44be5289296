/** The API reference as one plain page without script: every operation with its fields and refusals, searchable by the browser. */
const html = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);

interface Operation {
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { content: Record<string, { schema: unknown }> };
  responses?: Record<string, { description: string; content?: { 'application/json': { schema: unknown } } }>;
}

const json = (value: unknown): string => `<pre>${html(JSON.stringify(value, null, 2))}</pre>`;

const operationHtml = (path: string, method: string, operation: Operation): string => `
<details id="${html(method + path)}"><summary><b>${method.toUpperCase()}</b> <code>${html(path)}</code> — ${html(operation.summary ?? '')}</summary>
<p>${html(operation.description ?? '').replace(/\n+/g, '<br>')}</p>
${(operation.parameters ?? []).map((p) => `<p><code>${html(p.name)}</code> (${p.in}${p.required ? ', required' : ''})</p>${json(p.schema)}`).join('')}
${operation.requestBody ? `<h4>Body</h4>${json(Object.values(operation.requestBody.content)[0]?.schema)}` : ''}
${Object.entries(operation.responses ?? {})
  .map(
    ([status, r]) =>
      `<h4>${status}</h4><p>${html(r.description).replace(/\n/g, '<br>')}</p>${r.content ? json(r.content['application/json'].schema) : ''}`,
  )
  .join('')}
</details>`;

export function referencePage(document: Record<string, unknown>): string {
  const paths = document.paths as Record<string, Record<string, Operation>>;
  const byTag = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? '';
      byTag.set(tag, [...(byTag.get(tag) ?? []), operationHtml(path, method, operation)]);
    }
  const body = [...byTag].map(([tag, operations]) => `<h2>${html(tag)}</h2>${operations.join('')}`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Guike API</title>
<style>body{font:15px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2329}pre{background:#f5f6f7;padding:.6rem;overflow:auto;font-size:12px}summary{cursor:pointer;padding:.25rem 0}code{background:#f5f6f7;padding:0 .25rem}</style>
<h1>Guike 归客 API</h1><p>Machine-readable: <a href="/api/openapi.json">/api/openapi.json</a>. Send <code>Authorization: Bearer &lt;token&gt;</code>. Commands carry a caller-made <code>commandId</code> (UUID) and are safe to send twice.</p>${body}</html>`;
}
