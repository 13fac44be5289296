/** Handing over: money and papers at a glance, then the goods against the contract, point by point. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatYuan } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { DealDialogProps } from './DealActions.tsx';

type Point = 'quality' | 'quantity';
const points: readonly Point[] = ['quality', 'quantity'];
interface Found {
  readonly ok: boolean | null;
  readonly note: string;
}
interface Defect {
  readonly of: Point;
  readonly what: string;
  readonly dueOn: string;
}
const unsaid: Found = { ok: null, note: '' };

export function HandOverDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const { delivery } = deal;
  const [note, setNote] = useState('');
  const [lateCause, setLateCause] = useState('');
  const [found, setFound] = useState<Readonly<Record<Point, Found>>>({ quality: unsaid, quantity: unsaid });
  const [remark, setRemark] = useState('');
  const [defects, setDefects] = useState<readonly Defect[]>([]);
  const handOver = useApiCommand(deals.handOver);
  const isLate = (delivery.daysLeft ?? 0) < 0;
  const isChecked = points.every((point) => found[point].ok !== null);
  const wrong = points.filter((point) => found[point].ok === false);
  const isWhole =
    (!isLate || lateCause.trim() !== '') &&
    (isChecked || !(delivery.isCheckAsked || points.some((point) => found[point].ok !== null))) &&
    wrong.every((point) => found[point].note.trim() !== '') &&
    defects.every(({ what, dueOn }) => what.trim() !== '' && dueOn !== '') &&
    (wrong.length === 0 || (remark.trim() !== '' && wrong.every((point) => defects.some(({ of }) => of === point))));
  const change = (point: Point, part: Partial<Found>) => {
    setFound({ ...found, [point]: { ...found[point], ...part } });
    // What is wrong has its task with a day: the first line of it is there at once.
    if (part.ok === false && !defects.some(({ of }) => of === point))
      setDefects([...defects, { of: point, what: '', dueOn: '' }]);
    if (part.ok === true) setDefects(defects.filter(({ of }) => of !== point));
  };
  return (
    <DialogForm
      title={t('deals.action.handOver')}
      okText={t('deals.action.handOver')}
      width={640}
      incomplete={!isWhole}
      onCancel={onClose}
      onSubmit={async () => {
        const said = (point: Point) => ({ ok: found[point].ok === true, note: found[point].note });
        const check = isChecked
          ? { quality: said('quality'), quantity: said('quantity'), remark, defects: [...defects] }
          : null;
        await handOver.mutateAsync({ params: { dealId: deal.id }, body: { note, check, lateCause } });
        showDone(t('deals.handedOver'));
        onClose();
      }}
    >
      <Ready deal={deal} />
      {isLate ? (
        <Field
          label={t('deals.check.lateCause')}
          hint={t('deals.check.lateCause.hint', { day: delivery.promisedOn ?? '' })}
        >
          <Input.TextArea
            rows={2}
            maxLength={2000}
            value={lateCause}
            aria-label={t('deals.check.lateCause')}
            onChange={(event) => setLateCause(event.target.value)}
          />
        </Field>
      ) : null}
      <b>{t('deals.check.title')}</b>
      {points.map((point) => (
        <div key={point} className="deal-check">
          <span id={`check-${point}`}>{t(`deals.check.${point}`)}</span>
          <Radio.Group
            value={found[point].ok}
            aria-labelledby={`check-${point}`}
            optionType="button"
            onChange={(event) => change(point, { ok: event.target.value as boolean })}
            options={[
              { value: true, label: t('deals.check.ok') },
              { value: false, label: t('deals.check.wrong') },
            ]}
          />
          {found[point].ok === false ? (
            <Input
              value={found[point].note}
              maxLength={500}
              placeholder={t('deals.check.note')}
              aria-label={`${t(`deals.check.${point}`)} ${t('deals.check.note')}`}
              onChange={(event) => change(point, { note: event.target.value })}
            />
          ) : null}
        </div>
      ))}
      {wrong.length > 0 ? (
        <>
          <Defects defects={defects} change={setDefects} />
          <Field label={t('deals.check.remark')} hint={t('deals.check.remark.hint')}>
            <Input
              value={remark}
              maxLength={500}
              aria-label={t('deals.check.remark')}
              onChange={(event) => setRemark(event.target.value)}
            />
          </Field>
        </>
      ) : null}
      <Field label={t('deals.note')}>
        <Input.TextArea rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

function Ready({ deal }: Pick<DealDialogProps, 'deal'>) {
  const { t } = useTranslation();
  return (
    <ul className="deal-ticks">
      <li className={deal.paidFen >= deal.priceFen ? 'is-done' : undefined}>
        {t('deals.handOver.money', { paid: formatYuan(deal.paidFen), price: formatYuan(deal.priceFen) })}
      </li>
      {deal.loan?.needsPayoutReport ? (
        <li className={deal.loan.payoutReportedAt ? 'is-done' : undefined}>{t('deals.handOver.payout')}</li>
      ) : null}
      {deal.papers
        .filter((one) => one.stages.includes('handover'))
        .map((one) => (
          <li key={one.paper} className={one.receivedAt ? 'is-done' : undefined}>
            {t(`deals.paper.${one.paper}`)}
          </li>
        ))}
    </ul>
  );
}

function Defects({
  defects,
  change,
}: {
  readonly defects: readonly Defect[];
  readonly change: (defects: readonly Defect[]) => void;
}) {
  const { t } = useTranslation();
  const set = (at: number, part: Partial<Defect>) =>
    change(defects.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <div className="deal-plan">
      <b>{t('deals.check.defect')}</b>
      {defects.map((defect, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line being typed has no other name than its place
        <div key={index} className="deal-defect">
          <Select
            value={defect.of}
            aria-label={t('deals.duties.what')}
            onChange={(of) => set(index, { of })}
            options={points.map((value) => ({ value, label: t(`deals.check.${value}`) }))}
          />
          <Input
            value={defect.what}
            maxLength={200}
            placeholder={t('deals.check.defect')}
            aria-label={`${t('deals.check.defect')} ${index + 1}`}
            onChange={(event) => set(index, { what: event.target.value })}
          />
          <DayInput
            value={defect.dueOn}
            onChange={(dueOn) => set(index, { dueOn })}
            label={`${t('deals.check.defect.by')} ${index + 1}`}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('deals.check.defect.remove', { n: index + 1 })}
            onClick={() => change(defects.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => change([...defects, { of: 'quality', what: '', dueOn: '' }])}
      >
        {t('deals.check.defect.add')}
      </Button>
    </div>
  );
}
