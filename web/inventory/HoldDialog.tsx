/** Holding a unit for a customer: for whom, why, how long. Whoever may act for others says for whom. */
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { useColleagues } from '../claims/use-colleagues.ts';
import { CustomerPicker } from '../customers/CustomerPicker.tsx';
import '../customers/customers.css';
import { ApiError } from '../shell/api.ts';
import { showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission, useSession } from '../shell/session.tsx';
import type { UnitOut } from './words.ts';

const HOURS = [1, 2, 4, 8, 12, 24, 48, 72];

export function HoldDialog({ unit, onClose }: { readonly unit: UnitOut; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const me = useSession().person;
  const scope = usePermission('inventory.hold');
  const colleagues = useColleagues(unit.siteId);
  const [customer, setCustomer] = useState<{ id: string; name: string } | null>(null);
  const [consultantId, setConsultantId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [hours, setHours] = useState<number | null>(null);
  const [asksOverride, setAsksOverride] = useState(false);
  const [override, setOverride] = useState(false);
  const place = useApiCommand(inventory.hold);
  return (
    <DialogForm
      title={t('inventory.hold.title', { unit: unit.code })}
      okText={t('inventory.hold')}
      onCancel={onClose}
      onSubmit={async () => {
        try {
          const { hold } = await place.mutateAsync({
            params: { unitId: unit.id },
            body: {
              customerId: customer?.id ?? null,
              reason,
              ...(consultantId && consultantId !== me.id ? { consultantId } : {}),
              ...(hours === null ? {} : { hours }),
              ...(override ? { override } : {}),
            },
          });
          showDone(t('inventory.hold.done', { until: formatInstant(hold.expiresAt) }));
          onClose();
        } catch (error) {
          if (error instanceof ApiError && error.code === 'UNIT_MARKED') setAsksOverride(true);
          throw error;
        }
      }}
    >
      <Field label={t('inventory.customer')}>
        <CustomerPicker chosen={customer} onChoose={setCustomer} label={t('inventory.customer')} autoFocus />
      </Field>
      {scope !== 'self' ? (
        <Field label={t('inventory.consultant')} hint={t('inventory.consultant.hint')}>
          <StaffSelect
            people={colleagues}
            value={consultantId}
            onChange={setConsultantId}
            placeholder={me.name}
            label={t('inventory.consultant')}
          />
        </Field>
      ) : null}
      <Field label={t('inventory.hold.hours')}>
        <Select<number | null>
          value={hours}
          onChange={setHours}
          aria-label={t('inventory.hold.hours')}
          options={[
            { value: null, label: t('inventory.hold.hours.house') },
            ...HOURS.map((value) => ({ value, label: t('inventory.hold.hours.count', { count: value }) })),
          ]}
        />
      </Field>
      <Field label={t('shell.reason')}>
        <Input.TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      {asksOverride && scope !== 'self' ? (
        <Checkbox checked={override} onChange={(event) => setOverride(event.target.checked)}>
          {t('inventory.hold.override')}
        </Checkbox>
      ) : null}
    </DialogForm>
  );
}
