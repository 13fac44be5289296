/** One unit with all that has happened to it: holds, prices, moves, who answers for what. */
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { HoldCard } from './HoldCard.tsx';
import './inventory.css';
import { UnitActions } from './UnitActions.tsx';
import { UnitFacts } from './UnitFacts.tsx';
import { UnitHistory } from './UnitHistory.tsx';
import { unitTones } from './words.ts';

export function UnitPage() {
  const { t } = useTranslation();
  const { unitId } = useRouteParams<'unitId'>();
  const unit = useApiQuery(inventory.unit, { params: { unitId } }, { live: ['inventory'] });
  const { data } = unit;
  return (
    <Page
      title={data ? data.name || data.code : t('inventory.unit.title')}
      subtitle={data && data.name !== data.code ? data.code : undefined}
      query={unit}
      actions={data ? <StateTag tone={unitTones[data.state]}>{t(`inventory.state.${data.state}`)}</StateTag> : null}
    >
      {data ? (
        <div className="unit-page">
          <div className="panel">
            {data.hold ? <HoldCard hold={data.hold} /> : null}
            <UnitActions unit={data} />
            <UnitFacts unit={data} />
            {data.journalId ? <WhyButton journalId={data.journalId} /> : null}
          </div>
          <UnitHistory unit={data} />
        </div>
      ) : null}
    </Page>
  );
}
