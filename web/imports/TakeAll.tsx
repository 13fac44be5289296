/** A workbook of many sheets of one kind (a building each) goes in with one press; each sheet keeps its own result and its own undo. */
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { imports } from '#contract/imports.ts';
import { api, carryOut, newCommandId } from '../shell/api.ts';
import { showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { queryClient } from '../shell/queries.ts';
import { useSession, useSiteOrNull } from '../shell/session.tsx';
import type { Summary } from './words.ts';

const needsSite = (sheet: Summary): boolean => sheet.target === 'units' || sheet.target === 'vehicles';

export function TakeAll({ sheets }: { readonly sheets: readonly Summary[] }) {
  const { t } = useTranslation();
  const { sites } = useSession();
  const here = useSiteOrNull();
  const [siteId, setSiteId] = useState(here?.id ?? sites[0]?.id ?? null);
  const open = sheets.filter(({ state, target }) => state === 'ready' && target !== null);
  if (open.length < 2) return null;
  const start = async (): Promise<void> => {
    for (const sheet of open) {
      const params = { importId: sheet.id };
      if (needsSite(sheet) && siteId !== null) {
        const { version } = await api(imports.one, { params });
        await carryOut(imports.configure, { params, body: { version, siteId } }, newCommandId());
      }
      await carryOut(imports.start, { params }, newCommandId());
    }
    await queryClient.invalidateQueries({ refetchType: 'active' });
    showDone(t('imports.all.started', { count: open.length }));
  };
  return (
    <div className="page-filters">
      {open.some(needsSite) && sites.length > 1 ? (
        <Select
          value={siteId}
          onChange={setSiteId}
          aria-label={t('imports.columns.site')}
          style={{ minWidth: 180 }}
          options={sites.map((site) => ({ value: site.id, label: site.name }))}
        />
      ) : null}
      <ActionButton type="primary" label={t('imports.all', { count: open.length })} onClick={start} />
      <span className="muted">{t('imports.all.text')}</span>
    </div>
  );
}
