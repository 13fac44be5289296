/** What can be done with the marked customers: each change is previewed before it happens. */
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { customers } from '#contract/customers.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { StaffSelect } from './StaffSelect.tsx';

type Action = 'tag' | 'untag' | 'assign';
type Preview = ResponseOf<typeof customers.bulkPreview>;

export function BulkBar({ selected, onDone }: { selected: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation();
  const mayAssign = usePermission('customers.assign') !== null;
  const mayEdit = usePermission('customers.edit') !== null;
  const [action, setAction] = useState<Action | null>(null);
  if (selected.length === 0) return null;
  return (
    <div className="customer-bulk no-print" role="toolbar" aria-label={t('customers.bulk')}>
      <strong>{t('customers.bulk.selected', { count: selected.length })}</strong>
      {mayEdit ? <Button onClick={() => setAction('tag')}>{t('customers.bulk.tag')}</Button> : null}
      {mayEdit ? <Button onClick={() => setAction('untag')}>{t('customers.bulk.untag')}</Button> : null}
      {mayAssign ? <Button onClick={() => setAction('assign')}>{t('customers.bulk.assign')}</Button> : null}
      <Button type="link" onClick={onDone}>
        {t('customers.bulk.none')}
      </Button>
      {action ? (
        <BulkDialog
          action={action}
          selected={selected}
          onClose={(changed) => {
            setAction(null);
            if (changed) onDone();
          }}
        />
      ) : null}
    </div>
  );
}

interface DialogProps {
  readonly action: Action;
  readonly selected: readonly string[];
  readonly onClose: (changed: boolean) => void;
}

function BulkDialog({ action, selected, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [tag, setTag] = useState('');
  const [staffId, setStaffId] = useState('');
  const [reason, setReason] = useState('');
  const [preview, setPreview] = useState<Preview | null>(null);
  const tags = useApiQuery(customers.tags, {}).data?.tags ?? [];
  const look = useApiCommand(customers.bulkPreview);
  const tagging = useApiCommand(customers.bulkTag);
  const assigning = useApiCommand(customers.bulkAssign);
  const customerIds = [...selected];
  const isReady = action === 'assign' ? staffId !== '' && reason.trim() !== '' : tag !== '';
  const next = async (): Promise<void> => {
    try {
      if (!preview) {
        setPreview(
          await look.mutateAsync({ body: { customerIds, action, ...(action === 'assign' ? { staffId } : { tag }) } }),
        );
        return;
      }
      if (action === 'assign') {
        const done = await assigning.mutateAsync({ body: { customerIds, staffId, reason: reason.trim() } });
        showDone(t('customers.bulk.assigned', { count: done.assigned, refused: done.refused.length }));
      } else {
        const done = await tagging.mutateAsync({ body: { customerIds, [action === 'tag' ? 'add' : 'remove']: [tag] } });
        showDone(t('customers.bulk.changed', { count: done.changed }));
      }
      onClose(true);
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Modal
      open
      title={t(`customers.bulk.${action}`)}
      onCancel={() => onClose(false)}
      onOk={() => void next()}
      okText={preview ? t('customers.bulk.do', { count: preview.count }) : t('customers.bulk.preview')}
      okButtonProps={{
        disabled: !isReady || preview?.count === 0,
        loading: look.isPending || tagging.isPending || assigning.isPending,
      }}
    >
      {action === 'assign' ? (
        <>
          <StaffSelect
            value={staffId || undefined}
            onChange={(id) => {
              setStaffId(id);
              setPreview(null);
            }}
          />
          <Input
            style={{ marginTop: 10 }}
            value={reason}
            maxLength={200}
            placeholder={t('customers.bulk.reason')}
            onChange={(event) => setReason(event.target.value)}
          />
        </>
      ) : (
        <Select
          mode="tags"
          maxCount={1}
          style={{ width: '100%' }}
          placeholder={t('customers.bulk.whichTag')}
          value={tag ? [tag] : []}
          options={tags.map((one) => ({ value: one, label: one }))}
          onChange={(chosen: string[]) => {
            setTag(chosen.at(-1)?.trim() ?? '');
            setPreview(null);
          }}
        />
      )}
      {preview ? (
        <div style={{ marginTop: 14 }}>
          <p>{t('customers.bulk.will', { count: preview.count, skipped: preview.skipped.length })}</p>
          <p className="muted">{preview.sample.map((one) => one.name).join('、')}</p>
        </div>
      ) : null}
    </Modal>
  );
}
