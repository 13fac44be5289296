/** Short messages, errors with their remedy, undo, and asking before something that needs a reason or a second thought. */
import i18next from 'i18next';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from './api.ts';
import { textOf } from './i18n.ts';

const DONE_MS = 3_500;
const ERROR_MS = 9_000;
const UNDO_MS = 8_000;
const SHOWN = 3;

interface Toast {
  readonly key: string;
  readonly tone: 'done' | 'error';
  readonly title: string;
  readonly text?: string;
  readonly undo?: () => void;
}
export interface Question {
  readonly title: string;
  readonly text?: string;
  /** Label above the reason. */
  readonly label?: string;
  readonly okText?: string;
  readonly danger?: boolean;
  /** Default true: cannot be confirmed without a reason. */
  readonly required?: boolean;
  /** Ready-made reasons, one tap each. */
  readonly suggestions?: readonly string[];
}
export interface Asked {
  readonly question: Question;
  readonly wantsReason: boolean;
  readonly answer: (reason: string | null) => void;
}

let shown: { readonly toasts: readonly Toast[]; readonly asked: Asked | null } = { toasts: [], asked: null };
const watchers = new Set<() => void>();
const show = (change: Partial<typeof shown>): void => {
  shown = { ...shown, ...change };
  for (const watcher of watchers) watcher();
};

const remove = (key: string): void => show({ toasts: shown.toasts.filter((toast) => toast.key !== key) });

function add(toast: Toast, ms: number): void {
  const others = shown.toasts.filter(({ key }) => key !== toast.key);
  show({ toasts: [...others, toast].slice(-SHOWN) });
  setTimeout(() => {
    if (shown.toasts.includes(toast)) remove(toast.key);
  }, ms);
}

export function showDone(text: string): void {
  add({ key: text, tone: 'done', title: text }, DONE_MS);
}

/** Says what went wrong and what to do about it. Anything that is not an ApiError is a fault of ours and says so. */
export function showError(error: unknown): void {
  if (!(error instanceof ApiError)) {
    console.error(error);
    add({ key: 'fault', tone: 'error', title: i18next.t('shell.error.ours') }, ERROR_MS);
    return;
  }
  if (error.code === 'NOT_SIGNED_IN') return; // the overlay asks to sign in
  const text = error.remedy ? textOf(error.remedy) : undefined;
  add({ key: error.code, tone: 'error', title: textOf(error), text }, ERROR_MS);
}

export function showUndo(text: string, undo: () => void): void {
  add({ key: `undo ${text}`, tone: 'done', title: text, undo }, UNDO_MS);
}

const ask = (question: Question, wantsReason: boolean): Promise<string | null> =>
  new Promise((resolve) => {
    shown.asked?.answer(null); // a second question replaces the first
    show({
      asked: {
        question,
        wantsReason,
        answer: (reason) => {
          show({ asked: null });
          resolve(reason);
        },
      },
    });
  });

/** Resolves with the reason, or null when the person thought better of it. */
export const askReason = (question: Question): Promise<string | null> => ask(question, true);

/** Resolves true when confirmed. */
export const askConfirm = async (question: Pick<Question, 'title' | 'text' | 'okText' | 'danger'>): Promise<boolean> =>
  (await ask(question, false)) !== null;

const AskDialog = lazy(async () => ({ default: (await import('./parts/AskDialog.tsx')).AskDialog }));

/** Stands once around the pages: shows what the functions above say. */
export function FeedbackAnchor() {
  const { t } = useTranslation();
  const { toasts, asked } = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => shown,
  );
  return (
    <>
      <div className="toasts" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.key} className={`toast is-${toast.tone}`} role={toast.tone === 'error' ? 'alert' : 'status'}>
            <div>
              <strong>{toast.title}</strong>
              {toast.text ? <div>{toast.text}</div> : null}
            </div>
            {toast.undo ? (
              <button
                type="button"
                onClick={() => {
                  remove(toast.key);
                  toast.undo?.();
                }}
              >
                {t('shell.undo')}
              </button>
            ) : (
              <button type="button" aria-label={t('shell.close')} onClick={() => remove(toast.key)}>
                ×
              </button>
            )}
          </div>
        ))}
      </div>
      {asked ? (
        <Suspense fallback={null}>
          <AskDialog key={asked.question.title} asked={asked} />
        </Suspense>
      ) : null}
    </>
  );
}
