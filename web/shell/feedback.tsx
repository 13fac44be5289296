/** Short messages, errors with their remedy, undo, and asking for a reason before something that needs one. */
import { App as AntdApp, Button, Input, Typography } from 'antd';
import i18next from 'i18next';
import { useRef } from 'react';
import { ApiError } from './api.ts';
import { textOf } from './i18n.ts';

type Feedback = ReturnType<typeof AntdApp.useApp>;
let feedback: Feedback | null = null;

/** Inside antd's App once: lets the functions below speak from anywhere. */
export function FeedbackAnchor() {
  feedback = AntdApp.useApp();
  return null;
}

const UNDO_SECONDS = 8;

export function showDone(text: string): void {
  feedback?.message.success(text);
}

/** Says what went wrong and what to do about it. Anything that is not an ApiError is a fault of ours and says so. */
export function showError(error: unknown): void {
  if (!(error instanceof ApiError)) {
    console.error(error);
    feedback?.notification.error({ title: i18next.t('shell.error.ours') });
    return;
  }
  if (error.code === 'NOT_SIGNED_IN') return; // the overlay asks to sign in
  feedback?.notification.error({
    title: textOf(error),
    description: error.remedy ? textOf(error.remedy) : undefined,
    duration: 8,
    key: error.code,
  });
}

export function showUndo(text: string, undo: () => void): void {
  const key = `undo-${text}`;
  feedback?.message.open({
    key,
    type: 'success',
    duration: UNDO_SECONDS,
    content: (
      <>
        {text}
        <Button
          type="link"
          size="small"
          onClick={() => {
            feedback?.message.destroy(key);
            undo();
          }}
        >
          {i18next.t('shell.undo')}
        </Button>
      </>
    ),
  });
}

interface Question {
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

/** Resolves with the reason, or null when the person thought better of it. */
export function askReason(question: Question): Promise<string | null> {
  return new Promise((resolve) => {
    let reason = '';
    const modal = feedback?.modal.confirm({
      title: question.title,
      icon: null,
      okText: question.okText,
      okButtonProps: { danger: question.danger, disabled: question.required !== false },
      focusable: { autoFocusButton: null },
      content: (
        <ReasonField
          question={question}
          onChange={(value) => {
            reason = value.trim();
            modal?.update({
              okButtonProps: { danger: question.danger, disabled: question.required !== false && reason === '' },
            });
          }}
        />
      ),
      onOk: () => resolve(reason),
      onCancel: () => resolve(null),
    });
  });
}

/** Resolves true when confirmed. */
export const askConfirm = (question: Pick<Question, 'title' | 'text' | 'okText' | 'danger'>): Promise<boolean> =>
  new Promise((resolve) => {
    feedback?.modal.confirm({
      title: question.title,
      content: question.text,
      icon: null,
      okText: question.okText,
      okButtonProps: { danger: question.danger },
      onOk: () => resolve(true),
      onCancel: () => resolve(false),
    });
  });

function ReasonField({ question, onChange }: { question: Question; onChange: (value: string) => void }) {
  const input = useRef<{ focus: () => void; resizableTextArea?: { textArea: HTMLTextAreaElement } }>(null);
  const fill = (text: string): void => {
    const area = input.current?.resizableTextArea?.textArea;
    if (!area) return;
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, text);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  };
  return (
    <div>
      {question.text ? <Typography.Paragraph>{question.text}</Typography.Paragraph> : null}
      <Typography.Text>{question.label ?? i18next.t('shell.reason')}</Typography.Text>
      <Input.TextArea
        ref={input as never}
        autoFocus
        rows={3}
        maxLength={500}
        aria-label={question.label ?? i18next.t('shell.reason')}
        onChange={(event) => onChange(event.target.value)}
      />
      {question.suggestions?.length ? (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6, marginTop: 8 }}>
          {question.suggestions.map((text) => (
            <Button key={text} size="small" onClick={() => fill(text)}>
              {text}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
