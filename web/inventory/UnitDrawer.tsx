/** A room or vehicle beside the board: what it is, what it costs, who has it, and what I may do. */
import { Drawer } from 'antd';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useIsPhone } from '../shell/parts/use-is-phone.ts';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { HoldCard } from './HoldCard.tsx';
import './inventory.css';
import { UnitActions } from './UnitActions.tsx';
import { UnitFacts } from './UnitFacts.tsx';
import { unitTones } from './words.ts';

interface UnitDrawerProps {
  readonly unitId: string;
  readonly onClose: () => void;
}

export function UnitDrawer({ unitId, onClose }: UnitDrawerProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const unit = useApiQuery(inventory.unit, { params: { unitId } }, { live: ['inventory'] });
  const { data } = unit;
  return (
    <Drawer
      open
      onClose={onClose}
      placement={isPhone ? 'bottom' : 'right'}
      size={isPhone ? '80vh' : 420}
      title={data ? data.name || data.code : t('inventory.unit.title')}
      extra={data ? <StateTag tone={unitTones[data.state]}>{t(`inventory.state.${data.state}`)}</StateTag> : undefined}
    >
      {data ? (
        <div className="unit-drawer">
          {data.hold ? <HoldCard hold={data.hold} /> : null}
          <UnitActions unit={data} />
          <UnitFacts unit={data} />
          <div className="unit-foot">
            <Link to={`/inventory/units/${data.id}`}>{t('inventory.unit.open')}</Link>
            {data.journalId ? <WhyButton journalId={data.journalId} /> : null}
          </div>
        </div>
      ) : unit.error ? (
        <ErrorState error={unit.error} onRetry={() => void unit.refetch()} />
      ) : (
        <Loading />
      )}
    </Drawer>
  );
}
