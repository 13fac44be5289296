/** Return slips: what comes back, checked in by the store, instructed where it differs, booked by the accountant. */
import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiPages } from '../shell/queries.ts';
import { usePermission, useSite } from '../shell/session.tsx';
import type { StateTone } from '../shell/theme.ts';
import './inventory.css';

type Slip = ResponseOf<typeof inventory.slips>['rows'][number];
const tones: Readonly<Record<Slip['state'], StateTone>> = {
  approving: 'waiting',
  approved: 'active',
  asking: 'waiting',
  received: 'active',
  booked: 'good',
  refused: 'bad',
};

export function ReturnsPage() {
  const { t } = useTranslation();
  const site = useSite();
  const mayEdit = usePermission('inventory.edit') !== null;
  const pages = useApiPages(inventory.slips, { params: { siteId: site.id } } as never, {
    live: ['inventory', 'approvals'],
  });
  const [making, setMaking] = useState(false);
  const [receiving, setReceiving] = useState<Slip | null>(null);
  const ask = useApiCommand(inventory.askSlip);
  const instruct = useApiCommand(inventory.instructSlip);
  const book = useApiCommand(inventory.bookSlip);
  const state = (row: Slip) => <StateTag tone={tones[row.state]}>{t(`inventory.returns.state.${row.state}`)}</StateTag>;
  const quantities = (row: Slip) =>
    [
      t('inventory.returns.approved', { count: row.approvedQuantity }),
      row.actualQuantity === null ? '' : t('inventory.returns.actual', { count: row.actualQuantity }),
      row.bookedQuantity === null ? '' : t('inventory.returns.booked', { count: row.bookedQuantity }),
      row.heldQuantity > 0 ? t('inventory.returns.held', { count: row.heldQuantity }) : '',
    ]
      .filter(Boolean)
      .join(' · ');
  const act = (row: Slip) => (
    <>
      {row.state === 'approved' || row.state === 'asking' ? (
        <ActionButton
          size="small"
          label={t('inventory.returns.receive')}
          disabledReason={row.whyNot.receive}
          onClick={() => setReceiving(row)}
        />
      ) : null}
      {row.state === 'approved' && mayEdit ? (
        <ActionButton
          size="small"
          label={t('inventory.returns.ask')}
          onClick={async () => {
            const note = await askReason({ title: t('inventory.returns.ask') });
            if (note === null) return;
            await ask.mutateAsync({ params: { slipId: row.id }, body: { note } });
            showDone(t('inventory.done'));
          }}
        />
      ) : null}
      {row.state === 'asking' && row.instruction === '' ? (
        <ActionButton
          size="small"
          label={t('inventory.returns.instruct')}
          disabledReason={row.whyNot.instruct}
          onClick={async () => {
            const instruction = await askReason({ title: t('inventory.returns.instruct'), text: row.askedNote });
            if (instruction === null) return;
            await instruct.mutateAsync({ params: { slipId: row.id }, body: { instruction } });
            showDone(t('inventory.done'));
          }}
        />
      ) : null}
      {row.state === 'received' ? (
        <ActionButton
          size="small"
          label={t('inventory.returns.book')}
          disabledReason={row.whyNot.book}
          onClick={async () => {
            await book.mutateAsync({ params: { slipId: row.id } });
            showDone(t('inventory.done'));
          }}
        />
      ) : null}
    </>
  );
  const told = (row: Slip) =>
    [row.reason, row.askedNote, row.instruction].filter(Boolean).join(t('inventory.semicolon'));
  return (
    <Page
      title={t('inventory.returns.title')}
      actions={
        mayEdit ? (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
            {t('inventory.returns.make')}
          </Button>
        ) : null
      }
    >
      <DataList
        pages={pages}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('inventory.returns.empty')} />}
        columns={[
          { title: t('inventory.prices.number'), width: 60, dataIndex: 'number' },
          { title: t('inventory.returns.goods'), width: 170, dataIndex: 'goods' },
          { title: t('inventory.customer'), width: 110, render: (_, row) => row.customer?.name ?? '—' },
          {
            title: t('inventory.returns.handling'),
            width: 80,
            render: (_, row) => t(`inventory.returns.${row.handling}`),
          },
          { title: t('inventory.state'), width: 100, render: (_, row) => state(row) },
          { title: t('inventory.quantity'), width: 260, render: (_, row) => quantities(row) },
          { title: t('shell.reason'), width: 200, ellipsis: true, render: (_, row) => told(row) },
          {
            title: '',
            width: 220,
            render: (_, row) => (
              <span className="row-actions">
                {act(row)}
                <WhyButton kind="icon" journalId={row.journalId} />
              </span>
            ),
          },
        ]}
        card={(row) => (
          <PhoneCard
            title={`${row.number} ${row.goods}`}
            extra={state(row)}
            lines={[
              quantities(row),
              [row.customer?.name, row.madeBy.name, formatInstant(row.madeAt)].filter(Boolean).join(' · '),
              told(row),
            ]}
            actions={act(row)}
          />
        )}
      />
      {making ? <MakeDialog onClose={() => setMaking(false)} /> : null}
      {receiving ? <ReceiveDialog slip={receiving} onClose={() => setReceiving(null)} /> : null}
    </Page>
  );
}

function MakeDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const site = useSite();
  const [goods, setGoods] = useState('');
  const [reason, setReason] = useState('');
  const [basis, setBasis] = useState('');
  const [handling, setHandling] = useState<'return' | 'rework'>('return');
  const [quantity, setQuantity] = useState<number | null>(1);
  const make = useApiCommand(inventory.makeSlip);
  return (
    <DialogForm
      title={t('inventory.returns.make')}
      incomplete={goods.trim() === '' || reason.trim() === '' || basis.trim() === '' || quantity === null}
      onCancel={onClose}
      onSubmit={async () => {
        await make.mutateAsync({
          params: { siteId: site.id },
          body: { goods: goods.trim(), reason, basis: basis.trim(), handling, approvedQuantity: quantity ?? 1 },
        });
        showDone(t('inventory.done'));
        onClose();
      }}
    >
      <Field label={t('inventory.returns.goods')}>
        <Input value={goods} maxLength={120} onChange={(event) => setGoods(event.target.value)} />
      </Field>
      <Field label={t('inventory.quantity')}>
        <InputNumber
          value={quantity}
          min={1}
          max={1_000_000}
          precision={0}
          onChange={setQuantity}
          style={{ width: '100%' }}
        />
      </Field>
      <Field label={t('inventory.returns.handling')}>
        <Segmented
          value={handling}
          onChange={setHandling}
          options={(['return', 'rework'] as const).map((value) => ({ value, label: t(`inventory.returns.${value}`) }))}
        />
      </Field>
      <Field label={t('inventory.returns.basis')} hint={t('inventory.returns.basis.hint')}>
        <Input value={basis} maxLength={200} onChange={(event) => setBasis(event.target.value)} />
      </Field>
      <Field label={t('shell.reason')}>
        <Input.TextArea rows={2} maxLength={1000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

function ReceiveDialog({ slip, onClose }: { readonly slip: Slip; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [actual, setActual] = useState<number | null>(slip.approvedQuantity);
  const [note, setNote] = useState('');
  const receive = useApiCommand(inventory.receiveSlip);
  return (
    <DialogForm
      title={t('inventory.returns.receive.title', { number: slip.number, goods: slip.goods })}
      okText={t('inventory.returns.receive')}
      incomplete={actual === null}
      onCancel={onClose}
      onSubmit={async () => {
        await receive.mutateAsync({
          params: { slipId: slip.id },
          body: { actualQuantity: actual ?? 0, differs: actual !== slip.approvedQuantity, note },
        });
        showDone(t('inventory.done'));
        onClose();
      }}
    >
      <Field
        label={t('inventory.returns.actual.field')}
        hint={t('inventory.returns.approved', { count: slip.approvedQuantity })}
      >
        <InputNumber
          value={actual}
          min={0}
          max={2_000_000}
          precision={0}
          onChange={setActual}
          style={{ width: '100%' }}
        />
      </Field>
      <Field label={t('inventory.field.note')}>
        <Input.TextArea rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
