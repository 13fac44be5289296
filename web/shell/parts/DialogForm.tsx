/** A small form over the page: Enter sends, Esc leaves, an error stays beside what was typed. */
import { Alert, Modal } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api.ts';
import { textOf } from '../i18n.ts';

interface DialogFormProps {
  readonly title: ReactNode;
  readonly onCancel: () => void;
  /** Closes the dialog itself by the page's state; a thrown error is shown inside. */
  readonly onSubmit: () => unknown;
  readonly okText?: string;
  readonly danger?: boolean;
  /** Why it cannot be sent yet; true without words. */
  readonly incomplete?: boolean;
  readonly width?: number;
  readonly children: ReactNode;
}

export function DialogForm(props: DialogFormProps) {
  const { title, onCancel, onSubmit, okText, danger, incomplete, width = 480, children } = props;
  const { t } = useTranslation();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useFocusFirst(id);
  const submit = async (): Promise<void> => {
    if (busy || incomplete) return;
    setBusy(true);
    setError(null);
    try {
      await onSubmit();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      width={width}
      onCancel={onCancel}
      okText={okText ?? t('shell.save')}
      okButtonProps={{ danger, disabled: incomplete, htmlType: 'submit', form: id }}
      confirmLoading={busy}
      mask={{ closable: false }}
    >
      <form
        id={id}
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        }}
      >
        {children}
        {error ? <Problem error={error} /> : null}
      </form>
    </Modal>
  );
}

function Problem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (!(error instanceof ApiError)) {
    console.error(error);
    return <Alert type="error" title={t('shell.error.ours')} />;
  }
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={textOf(error)}
      description={error.remedy ? textOf(error.remedy) : undefined}
    />
  );
}

/** The first field is ready for typing when the dialog has opened. */
function useFocusFirst(id: string): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const form = document.getElementById(id);
      if (form?.contains(document.activeElement)) return;
      form?.querySelector<HTMLElement>('[data-autofocus], input:not([type=hidden]):not(:disabled), textarea')?.focus();
    }, 60);
    return () => clearTimeout(timer);
  }, [id]);
}

/** A label over a field. */
export function Field({ label, hint, children }: { label: ReactNode; hint?: ReactNode; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className="field">
      <span>{label}</span>
      {children}
      {hint ? <small className="muted">{hint}</small> : null}
    </label>
  );
}
