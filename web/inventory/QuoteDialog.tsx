/** Quoting a price: never above the list, and below it only with somebody's approval; the answer says which. */
import { Link } from '@tanstack/react-router';
import { Alert, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { CustomerPicker } from '../customers/CustomerPicker.tsx';
import '../customers/customers.css';
import { fenOf, formatYuan } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { UnitOut } from './words.ts';

const channels = ['in_person', 'message', 'phone'] as const;

export function QuoteDialog({ unit, onClose }: { readonly unit: UnitOut; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [customer, setCustomer] = useState<{ id: string; name: string } | null>(null);
  const [yuan, setYuan] = useState(unit.listPriceFen === null ? '' : formatYuan(unit.listPriceFen));
  const [channel, setChannel] = useState<(typeof channels)[number]>('in_person');
  const [basis, setBasis] = useState('');
  const [said, setSaid] = useState<ResponseOf<typeof inventory.quote> | null>(null);
  const quote = useApiCommand(inventory.quote);
  const fen = fenOf(yuan);
  return (
    <DialogForm
      title={t('inventory.quote.title', { unit: unit.code })}
      okText={said ? t('shell.close') : t('inventory.quote')}
      incomplete={fen === null}
      onCancel={onClose}
      onSubmit={async () => {
        if (said) return onClose();
        setSaid(
          await quote.mutateAsync({
            params: { unitId: unit.id },
            body: { priceFen: fen ?? 0, customerId: customer?.id ?? null, channel, basis },
          }),
        );
      }}
    >
      <Field
        label={t('inventory.price.quoted')}
        hint={t('inventory.price.list.is', { yuan: formatYuan(unit.listPriceFen) })}
      >
        <Input
          value={yuan}
          inputMode="decimal"
          status={fen === null ? 'error' : undefined}
          disabled={said !== null}
          onChange={(event) => setYuan(event.target.value)}
        />
      </Field>
      <Field label={t('inventory.customer')}>
        <CustomerPicker chosen={customer} onChoose={setCustomer} label={t('inventory.customer')} />
      </Field>
      <Field label={t('inventory.quote.channel')}>
        <Segmented
          value={channel}
          onChange={setChannel}
          options={channels.map((value) => ({ value, label: t(`inventory.quote.${value}`) }))}
        />
      </Field>
      <Field label={t('inventory.quote.basis')}>
        <Input value={basis} maxLength={200} onChange={(event) => setBasis(event.target.value)} />
      </Field>
      {said ? (
        <Alert
          type={said.needsApproval ? 'warning' : 'success'}
          showIcon
          title={
            said.needsApproval
              ? t('inventory.quote.below', { yuan: formatYuan(said.belowListFen), percent: said.discountPercent })
              : t('inventory.quote.fine')
          }
        />
      ) : null}
      {said?.needsApproval ? (
        <Link to="/offers/new" search={{ unit: unit.id, ...(customer ? { customer: customer.id } : {}) } as never}>
          {t('inventory.quote.offer')}
        </Link>
      ) : null}
    </DialogForm>
  );
}
