/** What a text looks like while it is being written: asked of the server a moment after the last key. */
import { useEffect, useState } from 'react';
import { dealDocuments } from '#contract/deal-documents.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { carryOut } from '../shell/api.ts';
import { showError } from '../shell/feedback.tsx';

type Text = ResponseOf<typeof dealDocuments.text>;
type Preview = ResponseOf<typeof dealDocuments.preview>;
const PAUSE_MS = 400;

export function usePreview(kind: Text['row']['kind'], typed: string, kept: Text['preview'], changed: boolean): Preview {
  const [preview, setPreview] = useState<Preview>({ lines: kept, unknown: [] });
  useEffect(() => {
    if (!changed) {
      setPreview({ lines: kept, unknown: [] });
      return;
    }
    let isLatest = true;
    const timer = setTimeout(() => {
      carryOut(dealDocuments.preview, { body: { kind, text: typed } }).then(
        (answer) => isLatest && setPreview(answer),
        (error) => isLatest && showError(error),
      );
    }, PAUSE_MS);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [kind, typed, kept, changed]);
  return preview;
}
