/** Takes away a file that the server makes when asked, and writes down who did. */
import { ApiError } from './api.ts';

const KEPT_MS = 10_000; // until the browser has surely begun to save

export async function download(path: string, body: unknown, name: string): Promise<void> {
  const response = await fetch(`/api${path}`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new ApiError(response.status, (await response.json()).error);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
