/** Who is credited and who is paid, as two bars whose parts add up to a hundred. */
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { verdicts } from '#contract/verdicts.ts';
import './verdicts.css';

type Shares = NonNullable<ResponseOf<typeof verdicts.file>['rulings'][number]['ruling']>;

/** `order`: the parties of the dispute keep their colours wherever they stand. */
export function ShareBars({ shares, order = [] }: { shares: Shares; order?: readonly string[] }) {
  const { t } = useTranslation();
  const parties = [...new Set([...order, ...[...shares.performance, ...shares.commission].map(({ party }) => party)])];
  const bar = (money: 'performance' | 'commission') => (
    <div className="share-line">
      <span className="share-label">{t(`verdicts.${money}`)}</span>
      <div className="share-bar">
        {shares[money]
          .filter(({ percent }) => percent > 0)
          .map(({ party, name, percent }) => (
            <span
              key={party}
              className={`share-part share-${parties.indexOf(party) % 4}`}
              style={{ flexGrow: percent, flexBasis: 0 }}
            >
              {party === 'department' ? t('claims.department') : name} {percent}%
            </span>
          ))}
      </div>
    </div>
  );
  return (
    <div className="shares">
      {bar('performance')}
      {bar('commission')}
    </div>
  );
}
