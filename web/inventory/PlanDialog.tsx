/** Planning a launch: which buildings, when, in which order people choose, and how much each of them may take. */
import { Checkbox, Input, InputNumber, Segmented, Select } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { instantOfInput } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';

const modes = ['all_at_once', 'by_order_number'] as const;

export function PlanDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const site = useSite();
  const navigate = useNavigate();
  const board = useApiQuery(inventory.board, { params: { siteId: site.id } }, { live: [] }).data;
  const [name, setName] = useState('');
  const [mode, setMode] = useState<(typeof modes)[number]>('all_at_once');
  const [opensAt, setOpensAt] = useState('');
  const [buildings, setBuildings] = useState<readonly string[]>([]);
  const [numbers, setNumbers] = useState({ groupSize: 1, groupMinutes: 3, perBuyer: 1, holdMinutes: 60 });
  const [withheld, setWithheld] = useState(false);
  const plan = useApiCommand(inventory.planLaunch);
  // Rooms are withheld for a reason (paid away, kept): they come along only when somebody says so.
  const unitIds = (board?.cells ?? [])
    .filter(
      ({ building, state }) =>
        buildings.includes(building) && (state === 'available' || (withheld && state === 'withheld')),
    )
    .map(({ id }) => id);
  const field = (key: keyof typeof numbers, max: number) => (
    <Field key={key} label={t(`inventory.launch.${key}`)}>
      <InputNumber
        value={numbers[key]}
        min={1}
        max={max}
        precision={0}
        changeOnWheel={false}
        style={{ width: '100%' }}
        onChange={(value) => setNumbers({ ...numbers, [key]: value ?? 1 })}
      />
    </Field>
  );
  return (
    <DialogForm
      title={t('inventory.launch.plan')}
      width={560}
      incomplete={name.trim() === '' || opensAt === '' || unitIds.length === 0}
      onCancel={onClose}
      onSubmit={async () => {
        const { launch } = await plan.mutateAsync({
          params: { siteId: site.id },
          body: { name: name.trim(), mode, opensAt: instantOfInput(opensAt), unitIds, ...numbers },
        });
        onClose();
        await navigate({ to: `/inventory/launches/${launch.id}` });
      }}
    >
      <Field label={t('inventory.name')}>
        <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t('inventory.building')} hint={t('inventory.launch.buildings.hint', { count: unitIds.length })}>
        <Select
          mode="multiple"
          value={[...buildings]}
          onChange={setBuildings}
          options={(board?.buildings ?? []).map(({ building, counts }) => ({
            value: building,
            label: t('inventory.building.free', { building, free: counts.available ?? 0 }),
          }))}
        />
      </Field>
      <Checkbox checked={withheld} onChange={(event) => setWithheld(event.target.checked)}>
        {t('inventory.launch.withheld')}
      </Checkbox>
      <Field label={t('inventory.launch.mode')}>
        <Segmented
          value={mode}
          onChange={setMode}
          options={modes.map((value) => ({ value, label: t(`inventory.launch.mode.${value}`) }))}
        />
      </Field>
      <Field label={t('inventory.launch.opensAt')}>
        <Input type="datetime-local" value={opensAt} onChange={(event) => setOpensAt(event.target.value)} />
      </Field>
      <div className="two-columns">
        {mode === 'by_order_number' ? [field('groupSize', 10_000), field('groupMinutes', 600)] : null}
        {field('perBuyer', 100)}
        {field('holdMinutes', 10_080)}
      </div>
    </DialogForm>
  );
}
