/** Setting up a department: its name, what the rulebook calls it, who receives for it. */
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { liaison } from '#contract/liaison.ts';
import { organisation } from '#contract/organisation.ts';
import { type DepartmentKey, departmentKeys } from '#core/liaison/types.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import type { Department } from './DepartmentsPage.tsx';

interface DepartmentDialogProps {
  readonly siteId: string;
  readonly department: Department | null;
  readonly onClose: () => void;
}

export function DepartmentDialog({ siteId, department, onClose }: DepartmentDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(department?.name ?? '');
  const [key, setKey] = useState<DepartmentKey | ''>('');
  const [receiverIds, setReceiverIds] = useState<readonly string[]>(department?.receivers.map(({ id }) => id) ?? []);
  const [isClosed, setIsClosed] = useState(department?.isClosed ?? false);
  const people = useApiQuery(organisation.staff, { query: { status: 'working', limit: 200, siteId } });
  const add = useApiCommand(liaison.addDepartment);
  const change = useApiCommand(liaison.changeDepartment);
  const save = async (): Promise<void> => {
    const receivers = { receiverIds: [...receiverIds] };
    if (department === null)
      await add.mutateAsync({ params: { siteId }, body: { name, key: key === '' ? null : key, ...receivers } });
    else await change.mutateAsync({ params: { departmentId: department.id }, body: { name, isClosed, ...receivers } });
    showDone(t('liaison.saved'));
    onClose();
  };
  return (
    <DialogForm
      title={t(department === null ? 'liaison.addDepartment' : 'liaison.editDepartment')}
      incomplete={name.trim() === ''}
      onCancel={onClose}
      onSubmit={save}
    >
      <Field label={t('liaison.department')}>
        <Input value={name} maxLength={40} onChange={(event) => setName(event.target.value)} />
      </Field>
      {department === null ? (
        <Field label={t('liaison.inRulebook')} hint={t('liaison.inRulebook.hint')}>
          <Select
            value={key}
            onChange={setKey}
            aria-label={t('liaison.inRulebook')}
            options={[
              { value: '' as const, label: t('liaison.key.none') },
              ...departmentKeys.map((value) => ({ value, label: t(`liaison.key.${value}`) })),
            ]}
          />
        </Field>
      ) : null}
      <Field label={t('liaison.receivers')} hint={t('liaison.receivers.hint')}>
        <StaffSelect
          multiple
          people={(people.data?.rows ?? []).map((row) => ({ id: row.id, name: row.name, note: row.title ?? '' }))}
          value={receiverIds}
          onChange={setReceiverIds}
          label={t('liaison.receivers')}
        />
      </Field>
      {department === null ? null : (
        <Checkbox checked={isClosed} onChange={(event) => setIsClosed(event.target.checked)}>
          {t('liaison.close')}
        </Checkbox>
      )}
    </DialogForm>
  );
}
