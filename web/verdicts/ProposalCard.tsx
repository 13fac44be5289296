/** What the rulebook makes of the file: the case, the shares, the clauses, who was not chosen, and what is only assumed. */
import { Alert, Card, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { verdicts } from '#contract/verdicts.ts';
import { textOf } from '../shell/i18n.ts';
import { ShareBars } from './ShareBars.tsx';

export type Proposed = ResponseOf<typeof verdicts.propose>;

interface ProposalProps {
  readonly proposal: Proposed;
  /** The parties, in the order of their colours. */
  readonly order: readonly string[];
}

export function ProposalCard({ proposal, order, frozenAt }: ProposalProps & { readonly frozenAt: string | null }) {
  const { t } = useTranslation();
  return (
    <Card
      size="small"
      title={t('verdicts.proposal')}
      extra={frozenAt ? <span className="muted">{t('verdicts.frozen', { at: frozenAt })}</span> : null}
    >
      <ProposalBody proposal={proposal} order={order} />
    </Card>
  );
}

export function ProposalBody({ proposal: proposed, order }: ProposalProps) {
  const { proposal, whyNone, houseClauses, clauses, rejected } = proposed;
  const { t } = useTranslation();
  const caseName = (name: string): string =>
    t(name === 'earliest_entry' ? 'verdicts.case.earliest_entry' : `claims.case.${name}`);
  return (
    <>
      {proposal ? (
        <>
          <div>
            <b>{caseName(proposal.case)}</b>
            {' · '}
            {proposal.owner.id === 'department'
              ? t('verdicts.ownerStays')
              : t('verdicts.ownerIs', { name: proposal.owner.name })}
          </div>
          <ShareBars shares={proposal} order={order} />
        </>
      ) : (
        <Alert type="warning" title={whyNone ? textOf(whyNone) : t('verdicts.noProposal')} />
      )}
      <div>
        {(houseClauses.length > 0 ? houseClauses : clauses).map((id) => (
          <Tag key={id}>{id}</Tag>
        ))}
      </div>
      {rejected.map((one) => (
        <div key={`${one.what} ${one.reason}`} className="muted">
          {one.name || t('claims.department')}：{t(`verdicts.rejected.${one.reason}`)}
        </div>
      ))}
      {proposal && proposal.uncertain.length > 0 ? (
        <div className="muted">
          {t('verdicts.uncertain', {
            questions: proposal.uncertain.map((key) => t(`verdicts.q.${key}`)).join(t('shell.comma')),
          })}
        </div>
      ) : null}
    </>
  );
}
