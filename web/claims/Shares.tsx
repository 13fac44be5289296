/** Who is credited with a deal and who is paid, with the amounts when they are known. */
import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import type { claims } from '#contract/claims.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';

type Verdict = ResponseOf<typeof claims.verdict>;

export function Shares({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation();
  const line = (shares: Verdict['commission']) =>
    shares
      .map((share) => {
        const name = share.party === 'department' ? t('claims.department') : share.name;
        return share.fen === null
          ? `${name} ${share.percent}%`
          : `${name} ${share.percent}% ¥${(share.fen / 100).toFixed(2)}`;
      })
      .join(t('shell.comma'));
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'case', label: t('claims.verdict.case'), children: t(`claims.case.${verdict.case}`) },
        { key: 'performance', label: t('claims.verdict.performance'), children: line(verdict.performance) },
        { key: 'commission', label: t('claims.verdict.commission'), children: line(verdict.commission) },
        ...verdict.rejected.map((one) => ({
          key: one.what,
          label: one.name,
          children: t(`claims.rejected.${one.reason}`),
        })),
      ]}
    />
  );
}
