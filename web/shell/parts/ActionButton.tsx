/** A button that says why it cannot be pressed: the reason is the refusal the command would give. */
import { Button, type ButtonProps, Tooltip } from 'antd';
import { useState } from 'react';
import { showError } from '../feedback.tsx';
import { Keycap, useHotkey } from '../hotkeys.tsx';
import { textOf } from '../i18n.ts';

export interface ActionButtonProps extends Omit<ButtonProps, 'onClick' | 'children' | 'loading'> {
  readonly label: string;
  /** A view's `whyNot.…`, or a sentence; null or undefined: it can be pressed. */
  readonly disabledReason?: { readonly zh: string; readonly en: string } | string | null;
  /** May return a promise: the button waits for it, and shows its error. */
  readonly onClick: () => unknown;
  readonly hotkey?: string;
}

export function ActionButton({ label, disabledReason, onClick, hotkey, ...rest }: ActionButtonProps) {
  const [busy, setBusy] = useState(false);
  const reason = disabledReason ? (typeof disabledReason === 'string' ? disabledReason : textOf(disabledReason)) : null;
  const blocked = Boolean(reason) || Boolean(rest.disabled) || busy;
  const run = async (): Promise<void> => {
    if (blocked) return;
    setBusy(true);
    try {
      await onClick();
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  useHotkey(hotkey, label, () => void run(), !blocked);
  const button = (
    <Button
      {...rest}
      disabled={Boolean(reason) || rest.disabled}
      loading={busy}
      onClick={() => void run()}
      aria-description={reason ?? undefined}
    >
      {label}
      {hotkey ? <Keycap hotkey={hotkey} /> : null}
    </Button>
  );
  if (!reason) return button;
  return (
    <Tooltip title={reason} trigger={['hover', 'focus', 'click']}>
      {/* A disabled button gets no pointer or focus: the wrapper shows the reason. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span tabIndex={0} style={{ display: 'inline-flex' }}>
        {button}
      </span>
    </Tooltip>
  );
}
