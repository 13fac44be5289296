/** What can be done with the marked customers: each change is previewed before it happens. */
import { Button, Input, Modal, Progress, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { customers } from '#contract/customers.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { GATHERED_MAX, gather, inParts, PART } from './bulk.ts';
import { StaffSelect } from './StaffSelect.tsx';

type Action = 'tag' | 'untag' | 'assign';
type Preview = Pick<ResponseOf<typeof customers.bulkPreview>, 'count' | 'sample'>;

interface BulkBarProps {
  readonly selected: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  /** What the list is asked for now; there is something to take when it shows rows. */
  readonly filters: Readonly<Record<string, string>>;
  readonly hasRows: boolean;
}

export function BulkBar({ selected, onSelect, filters, hasRows }: BulkBarProps) {
  const { t } = useTranslation();
  const mayAssign = usePermission('customers.assign') !== null;
  const mayEdit = usePermission('customers.edit') !== null;
  const [action, setAction] = useState<Action | null>(null);
  if (!mayEdit && !mayAssign) return null;
  const isFiltered = Object.keys(filters).length > 0;
  if (selected.length === 0) return isFiltered && hasRows ? <TakeAll filters={filters} onSelect={onSelect} /> : null;
  return (
    <div className="customer-bulk no-print" role="toolbar" aria-label={t('customers.bulk')}>
      <strong>{t('customers.bulk.selected', { count: selected.length })}</strong>
      {hasRows ? <TakeAll filters={filters} onSelect={onSelect} /> : null}
      {mayEdit ? <Button onClick={() => setAction('tag')}>{t('customers.bulk.tag')}</Button> : null}
      {mayEdit ? <Button onClick={() => setAction('untag')}>{t('customers.bulk.untag')}</Button> : null}
      {mayAssign ? <Button onClick={() => setAction('assign')}>{t('customers.bulk.assign')}</Button> : null}
      <Button type="link" onClick={() => onSelect([])}>
        {t('customers.bulk.none')}
      </Button>
      {action ? (
        <BulkDialog
          action={action}
          selected={selected}
          onClose={(changed) => {
            setAction(null);
            if (changed) onSelect([]);
          }}
        />
      ) : null}
    </div>
  );
}

/** Marks all that the filter finds, those on the pages not yet shown too. */
function TakeAll({ filters, onSelect }: Pick<BulkBarProps, 'filters' | 'onSelect'>) {
  const { t } = useTranslation();
  const [count, setCount] = useState<number | null>(null);
  const take = async (): Promise<void> => {
    setCount(0);
    try {
      const { ids, isCapped } = await gather(filters, setCount);
      onSelect(ids);
      if (isCapped) showDone(t('customers.bulk.capped', { max: GATHERED_MAX }));
    } catch (error) {
      showError(error);
    } finally {
      setCount(null);
    }
  };
  return (
    <Button className="no-print" type="link" loading={count !== null} onClick={() => void take()}>
      {count ? t('customers.bulk.gathering', { count }) : t('customers.bulk.all')}
    </Button>
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
  const [done, setDone] = useState<number | null>(null);
  const isReady = action === 'assign' ? staffId !== '' && reason.trim() !== '' : tag !== '';
  const what = { action, ...(action === 'assign' ? { staffId } : { tag }) };
  const showPreview = async (): Promise<void> => {
    const parts = await inParts(
      selected,
      (customerIds) => look.mutateAsync({ body: { customerIds, ...what } }),
      setDone,
    );
    const sample = parts.flatMap((part) => part.sample).slice(0, 10);
    setPreview({ count: parts.reduce((sum, part) => sum + part.count, 0), sample });
  };
  const assign = async (): Promise<void> => {
    const parts = await inParts(
      selected,
      (customerIds) => assigning.mutateAsync({ body: { customerIds, staffId, reason: reason.trim() } }),
      setDone,
    );
    const count = parts.reduce((sum, part) => sum + part.assigned, 0);
    showDone(t('customers.bulk.assigned', { count, refused: parts.flatMap((part) => part.refused).length }));
  };
  const retag = async (): Promise<void> => {
    const change = { [action === 'tag' ? 'add' : 'remove']: [tag] };
    const parts = await inParts(
      selected,
      (customerIds) => tagging.mutateAsync({ body: { customerIds, ...change } }),
      setDone,
    );
    showDone(t('customers.bulk.changed', { count: parts.reduce((sum, part) => sum + part.changed, 0) }));
  };
  const next = async (): Promise<void> => {
    setDone(0);
    try {
      if (!preview) return await showPreview();
      await (action === 'assign' ? assign() : retag());
      onClose(true);
    } catch (error) {
      showError(error);
    } finally {
      setDone(null);
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
        loading: done !== null,
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
      {done !== null && selected.length > PART ? (
        <Progress
          percent={Math.round((100 * done) / selected.length)}
          format={() => t('customers.bulk.progress', { done, count: selected.length })}
        />
      ) : null}
      {preview ? (
        <div style={{ marginTop: 14 }}>
          <p>{t('customers.bulk.will', { count: preview.count, skipped: selected.length - preview.count })}</p>
          <p className="muted">{preview.sample.map((one) => one.name).join('、')}</p>
        </div>
      ) : null}
    </Modal>
  );
}
