/** Instructions down the line and messages up it: four boxes, two forms. */
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { Page } from '../shell/parts/Page.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { InspectedList, InstructionList } from './InstructionList.tsx';
import { InstructDialog, UpwardDialog } from './LineDialogs.tsx';
import { UpwardList } from './UpwardList.tsx';

const boxes = ['received', 'sent', 'inspect', 'inbox', 'outbox'] as const;
const defaults = { box: 'received', of: '' };

export function LinePage() {
  const { t } = useTranslation();
  const [{ box, of }, setUrl] = useUrlState(defaults);
  const line = useApiQuery(organisation.myLine, {}, { live: ['organisation'] });
  const mayInstruct = usePermission('organisation.instruct') !== null;
  const [writing, setWriting] = useState<'down' | 'up' | null>(null);
  const below = line.data?.below ?? [];
  const above = line.data?.above ?? [];
  return (
    <Page
      title={t('organisation.line.title')}
      filters={
        <Segmented
          value={box}
          onChange={(value) => setUrl({ box: value })}
          options={boxes
            .filter((value) => value !== 'inspect' || (mayInstruct && below.length > 0))
            .map((value) => ({ value, label: t(`organisation.line.${value}`) }))}
        />
      }
      actions={
        <>
          <Button disabled={above.length === 0} onClick={() => setWriting('up')}>
            {t('organisation.line.report')}
          </Button>
          {mayInstruct ? (
            <Button type="primary" disabled={below.length === 0} onClick={() => setWriting('down')}>
              {t('organisation.line.instruct')}
            </Button>
          ) : null}
        </>
      }
    >
      {box === 'received' || box === 'sent' ? <InstructionList key={box} box={box} /> : null}
      {box === 'inspect' ? (
        <>
          <Select
            value={of || undefined}
            onChange={(staffId) => setUrl({ of: staffId })}
            options={below.map(({ id, name }) => ({ value: id, label: name }))}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('organisation.line.inspect.whom')}
            style={{ minWidth: 220, marginBottom: 12 }}
          />
          {of ? <InspectedList key={of} staffId={of} /> : null}
        </>
      ) : null}
      {box === 'inbox' || box === 'outbox' ? (
        <UpwardList key={box} box={box === 'inbox' ? 'received' : 'sent'} />
      ) : null}
      {writing === 'down' ? <InstructDialog below={below} onClose={() => setWriting(null)} /> : null}
      {writing === 'up' ? <UpwardDialog above={above} onClose={() => setWriting(null)} /> : null}
    </Page>
  );
}
