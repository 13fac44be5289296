/** Counting the stock: every vehicle that stands there, ticked off or typed; what is left over is the difference. */
import { Checkbox, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { Loading } from '../shell/parts/Loading.tsx';
import { useApiCommand, useApiPages } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';

export function ReportDialog({
  slot,
  onClose,
}: {
  readonly slot: 'morning' | 'afternoon';
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const site = useSite();
  const pages = useApiPages(inventory.vehicles, { params: { siteId: site.id }, query: { limit: 200 } } as never, {
    live: [],
  });
  const { hasMore, isLoadingMore, loadMore } = pages;
  // A count is of everything that stands there, so everything is fetched before anything is ticked.
  useEffect(() => {
    if (hasMore && !isLoadingMore) loadMore();
  }, [hasMore, isLoadingMore, loadMore]);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [others, setOthers] = useState('');
  const [note, setNote] = useState('');
  const report = useApiCommand(inventory.reportStock);
  const standing = pages.rows.filter(({ state, stockState }) => state !== 'handed_over' && stockState !== 'in_transit');
  const typed = others.split(/[\s,]+/).filter(Boolean);
  const toggle = (code: string): void => {
    const next = new Set(seen);
    if (!next.delete(code)) next.add(code);
    setSeen(next);
  };
  return (
    <DialogForm
      title={t('inventory.reports.do', { slot: t(`inventory.reports.slot.${slot}`) })}
      okText={t('inventory.reports.send', { count: seen.size + typed.length })}
      width={560}
      incomplete={pages.isLoading || hasMore}
      onCancel={onClose}
      onSubmit={async () => {
        const found = [
          ...standing.filter(({ code }) => seen.has(code)).map(({ code, location }) => ({ code, location })),
          ...typed.map((code) => ({ code: code.toUpperCase(), location: '' })),
        ];
        await report.mutateAsync({ params: { siteId: site.id }, body: { slot, found, note } });
        showDone(t('inventory.reports.sent'));
        onClose();
      }}
    >
      {pages.isLoading || hasMore ? <Loading /> : null}
      <Checkbox
        checked={standing.length > 0 && seen.size === standing.length}
        indeterminate={seen.size > 0 && seen.size < standing.length}
        onChange={(event) => setSeen(new Set(event.target.checked ? standing.map(({ code }) => code) : []))}
      >
        {t('inventory.reports.all', { count: standing.length })}
      </Checkbox>
      <div className="count-list">
        {standing.map((car) => (
          <label key={car.id}>
            <input type="checkbox" checked={seen.has(car.code)} onChange={() => toggle(car.code)} />{' '}
            {car.vin ?? car.code}{' '}
            <span className="muted">
              {car.model} {car.colour} · {car.location}
            </span>
          </label>
        ))}
      </div>
      <Field label={t('inventory.reports.others')} hint={t('inventory.reports.others.hint')}>
        <Input.TextArea rows={2} value={others} onChange={(event) => setOthers(event.target.value)} />
      </Field>
      <Field label={t('inventory.field.note')}>
        <Input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </DialogForm>
  );
}
