/** Agree, return, reject, with a comment; at the foot of the screen on a phone. */
import { useNavigate } from '@tanstack/react-router';
import { Card, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { approvals } from '#contract/approvals.ts';
import { showDone } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { Approval } from './words.ts';

interface DecisionBarProps {
  readonly approval: Approval;
  readonly onActed: () => void;
  /** The next that waits for me. */
  readonly next: string | null;
}

export function DecisionBar({ approval, onActed, next }: DecisionBarProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [comment, setComment] = useState('');
  const sign = useApiCommand(approvals.sign);
  const refuse = useApiCommand(approvals.refuse);
  const { whyNot, mine, round } = approval;
  if (approval.state !== 'pending') return null;
  if (whyNot.sign?.code === 'NOT_A_SIGNER') return null;
  const params = { approvalId: approval.id };
  const done = (key: string): void => {
    showDone(t(key, { title: textOf(approval.title) }));
    if (next) void navigate({ to: `/approvals/${next}` });
  };
  const decide = async (act: () => Promise<unknown>, key: string): Promise<void> => {
    onActed();
    await act();
    setComment('');
    done(key);
  };
  const back = (how: 'returned' | 'rejected') => () =>
    decide(() => refuse.mutateAsync({ params, body: { round, how, comment } }), `approvals.did.${how}`);
  const needsReason = comment.trim() === '' ? t('approvals.reasonFirst') : null;
  const inPlace = mine?.for ? t('approvals.asDelegate', { name: mine.for.name }) : null;
  return (
    <Card size="small" className="approval-decide no-print" title={t('approvals.decide')}>
      {whyNot.sign ? <p className="muted">{textOf(whyNot.sign)}</p> : null}
      {(inPlace ?? (mine && mine.as !== 'holder')) ? (
        <p className="muted">{inPlace ?? t(`approvals.as.${mine?.as}`)}</p>
      ) : null}
      {whyNot.sign ? null : (
        <>
          <Input.TextArea
            rows={2}
            maxLength={4000}
            value={comment}
            aria-label={t('approvals.comment')}
            placeholder={t('approvals.comment.hint')}
            onChange={(event) => setComment(event.target.value)}
          />
          <div className="approval-buttons">
            <ActionButton
              danger
              label={t('approvals.reject')}
              disabledReason={needsReason}
              onClick={back('rejected')}
            />
            <ActionButton label={t('approvals.return')} disabledReason={needsReason} onClick={back('returned')} />
            <ActionButton
              type="primary"
              hotkey="ctrl+Enter"
              label={t('approvals.agree')}
              onClick={() => decide(() => sign.mutateAsync({ params, body: { round, comment } }), 'approvals.agreed')}
            />
          </div>
        </>
      )}
    </Card>
  );
}
