/** A statement that waits for its person's signature, or says how far it has come. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { commission } from '#contract/commission.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant, formatYuan } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSession } from '../shell/session.tsx';
import { statementTones } from './pay-words.ts';

export type Statement = ResponseOf<typeof commission.statement>;

export function useSigning(statement: Statement): () => Promise<void> {
  const { t } = useTranslation();
  const { person } = useSession();
  const sign = useApiCommand(commission.acknowledge);
  return async () => {
    const amount = formatYuan(statement.payableFen);
    if (statement.staff.id === person.id) {
      const sure = await askConfirm({
        title: t('pay.sign.title', { month: statement.month }),
        text: t('pay.sign.text', { amount }),
        okText: t('pay.sign'),
      });
      if (!sure) return;
      await sign.mutateAsync({ params: { statementId: statement.id }, body: {} });
    } else {
      const reason = await askReason({ title: t('pay.sign.forLeft', { name: statement.staff.name }) });
      if (reason === null) return;
      await sign.mutateAsync({ params: { statementId: statement.id }, body: { reason } });
    }
    showDone(t('pay.sign.done'));
  };
}

export function SignCard({ statement }: { statement: Statement }) {
  const { t } = useTranslation();
  const sign = useSigning(statement);
  const waits = statement.state === 'issued';
  return (
    <div className="pay-sign no-print">
      <span>
        <Link to={`/statements/${statement.id}`}>{t('pay.statement.of', { month: statement.month })}</Link>{' '}
        <StateTag tone={statementTones[statement.state]}>{t(`pay.state.${statement.state}`)}</StateTag>
        {statement.paidAt ? <span className="muted"> {formatInstant(statement.paidAt)}</span> : null}
      </span>
      {waits ? (
        <span className="pay-sign-act">
          <ActionButton
            type="primary"
            label={t('pay.sign')}
            disabledReason={statement.whyNot.acknowledge}
            onClick={sign}
          />
        </span>
      ) : null}
    </div>
  );
}
