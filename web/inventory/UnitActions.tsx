/** What may be done about a unit now. A button that cannot be pressed says why; the command asks the same rule again. */
import { useNavigate } from '@tanstack/react-router';
import { Dropdown, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { askReason, showDone, showError } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import type { UnitDetail } from './words.ts';

const HoldDialog = lazy(async () => ({ default: (await import('./HoldDialog.tsx')).HoldDialog }));
const PassOnDialog = lazy(async () => ({ default: (await import('./PassOnDialog.tsx')).PassOnDialog }));
const QuoteDialog = lazy(async () => ({ default: (await import('./QuoteDialog.tsx')).QuoteDialog }));
const EditUnitDialog = lazy(async () => ({ default: (await import('./EditUnitDialog.tsx')).EditUnitDialog }));
const MoveDialog = lazy(async () => ({ default: (await import('./MoveDialog.tsx')).MoveDialog }));
const AreaDialog = lazy(async () => ({ default: (await import('./AreaDialog.tsx')).AreaDialog }));

type Open = 'hold' | 'pass' | 'quote' | 'edit' | 'move' | 'area';

export function UnitActions({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const mayControl = usePermission('inventory.control') !== null;
  const mayEdit = usePermission('inventory.edit') !== null;
  const mayHold = usePermission('inventory.hold') !== null;
  const mayDeal = usePermission('deals.edit') !== null || mayHold;
  const { hold, whyNot } = unit;
  const extend = useApiCommand(inventory.extend);
  const release = useApiCommand(inventory.release);
  const control = useApiCommand(inventory.control);
  const mark = useApiCommand(inventory.mark);
  const subscribe = (): void =>
    void navigate({
      to: '/deals/new',
      search: { unit: unit.id, ...(hold?.customer && hold.mine ? { customer: hold.customer.id } : {}) } as never,
    });
  const onExtend = async (): Promise<void> => {
    if (!hold) return;
    const reason = await askReason({ title: t('inventory.extend'), required: false });
    if (reason === null) return;
    const { approvalId } = await extend.mutateAsync({ params: { holdId: hold.id }, body: { reason } });
    showDone(t(approvalId ? 'inventory.extend.asked' : 'inventory.extend.done'));
  };
  const onRelease = async (): Promise<void> => {
    if (!hold) return;
    const reason = await askReason({ title: t('inventory.release'), text: unit.code, required: false });
    if (reason === null) return;
    await release.mutateAsync({ params: { holdId: hold.id }, body: { reason } });
    showDone(t('inventory.release.done'));
  };
  const onControl = async (to: 'withheld' | 'available'): Promise<void> => {
    const reason = await askReason({
      title: t(to === 'withheld' ? 'inventory.withhold' : 'inventory.open'),
      text: unit.code,
    });
    if (reason === null) return;
    await control.mutateAsync({ params: { siteId: unit.siteId }, body: { unitIds: [unit.id], to, reason } });
    showDone(t('inventory.control.done'));
  };
  const onMark = async (place: 'board' | 'vehicle'): Promise<void> => {
    await mark.mutateAsync({ params: { unitId: unit.id }, body: { place } });
    showDone(t('inventory.mark.done'));
  };
  const others = [
    mayHold && unit.listPriceFen !== null
      ? { key: 'quote', label: t('inventory.quote'), onClick: () => setOpen('quote') }
      : null,
    unit.kind === 'vehicle' && !unit.isMarked && whyNot.mark === null
      ? { key: 'markBoard', label: t('inventory.mark.board'), onClick: () => void onMark('board').catch(showError) }
      : null,
    unit.kind === 'vehicle' && !unit.isMarked && whyNot.mark === null
      ? {
          key: 'markVehicle',
          label: t('inventory.mark.vehicle'),
          onClick: () => void onMark('vehicle').catch(showError),
        }
      : null,
    mayControl && whyNot.withhold === null
      ? { key: 'withhold', label: t('inventory.withhold'), onClick: () => void onControl('withheld').catch(showError) }
      : null,
    mayEdit && unit.kind === 'vehicle'
      ? { key: 'move', label: t('inventory.move'), onClick: () => setOpen('move') }
      : null,
    mayEdit && unit.kind === 'room'
      ? { key: 'area', label: t('inventory.area.change'), onClick: () => setOpen('area') }
      : null,
    mayEdit && whyNot.edit === null
      ? { key: 'edit', label: t('inventory.edit'), onClick: () => setOpen('edit') }
      : null,
  ].filter((one) => one !== null);
  return (
    <div className="unit-actions">
      {hold ? (
        <>
          {hold.mine && mayDeal ? (
            <Button type="primary" onClick={subscribe}>
              {t('inventory.subscribe')}
            </Button>
          ) : null}
          <ActionButton label={t('inventory.extend')} disabledReason={whyNot.extend} onClick={onExtend} />
          <ActionButton label={t('inventory.passOn')} disabledReason={whyNot.passOn} onClick={() => setOpen('pass')} />
          <ActionButton label={t('inventory.release')} disabledReason={whyNot.release} onClick={onRelease} />
        </>
      ) : unit.state === 'withheld' && mayControl ? (
        <ActionButton
          type="primary"
          label={t('inventory.open')}
          disabledReason={whyNot.open}
          onClick={() => onControl('available')}
        />
      ) : mayHold ? (
        <>
          <ActionButton
            type="primary"
            label={t('inventory.hold')}
            disabledReason={whyNot.hold}
            onClick={() => setOpen('hold')}
          />
          {unit.state === 'available' && mayDeal ? (
            <Button onClick={subscribe}>{t('inventory.subscribe')}</Button>
          ) : null}
        </>
      ) : null}
      {others.length > 0 ? (
        <Dropdown menu={{ items: others }} trigger={['click']}>
          <Button aria-label={t('inventory.more')}>{t('inventory.more')}</Button>
        </Dropdown>
      ) : null}
      {!hold && unit.state === 'available' && mayHold && whyNot.hold ? (
        <p className="unit-why-not">{textOf(whyNot.hold)}</p>
      ) : null}
      <Suspense fallback={null}>
        {open === 'hold' ? <HoldDialog unit={unit} onClose={close} /> : null}
        {open === 'pass' && hold ? <PassOnDialog hold={hold} onClose={close} /> : null}
        {open === 'quote' ? <QuoteDialog unit={unit} onClose={close} /> : null}
        {open === 'edit' ? <EditUnitDialog unit={unit} onClose={close} /> : null}
        {open === 'move' ? <MoveDialog unit={unit} onClose={close} /> : null}
        {open === 'area' ? <AreaDialog unit={unit} onClose={close} /> : null}
      </Suspense>
    </div>
  );
}
