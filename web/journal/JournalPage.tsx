/** Decisions: what was decided, by whom, on which clauses; searched by anything an entry is known by. */
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JournalFilters as Filters } from '#contract/journal.ts';
import type { z } from 'zod';
import { Page } from '../shell/parts/Page.tsx';
import { useSiteOrNull } from '../shell/session.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { DecisionList } from './DecisionList.tsx';
import { ExportButton } from './ExportButton.tsx';
import { JournalFilters } from './JournalFilters.tsx';
import { journalDefaults, type JournalSearch } from './search.ts';
import '../rulebook/rulebook.css';

const CAPABILITIES = ['', 'desk', 'claims', 'verdicts', 'customers', 'organisation', 'rulebook', 'imports', 'journal'];
/** What belongs to the company carries no site. */
const WITHOUT_SITE = ['rulebook', 'imports', 'journal'];

export function JournalPage() {
  const { t } = useTranslation();
  const site = useSiteOrNull();
  const [search, change] = useUrlState(journalDefaults);
  const [capability = ''] = search.kind.split('.');
  const ofSite = site && !search.all && !WITHOUT_SITE.includes(capability) ? { siteId: site.id } : {};
  const query = { ...ofSite, ...asked(search) };
  return (
    <Page
      title={t('journal.menu')}
      subtitle={t('journal.menu.text')}
      actions={<ExportButton filters={query} />}
      filters={
        <>
          <Segmented
            value={capability}
            style={{ maxWidth: '100%', overflowX: 'auto' }}
            onChange={(kind) => change({ kind })}
            options={CAPABILITIES.map((value) => ({ value, label: t(`journal.kind.${value || 'all'}`) }))}
          />
          <JournalFilters search={search} onChange={change} />
        </>
      }
    >
      <DecisionList
        filter={query}
        live={['desk', 'claims', 'customers', 'organisation', 'rulebook', 'disputes', 'journal']}
      />
    </Page>
  );
}

/** The filters that say something. */
function asked({ kind, clause, staffId, customerId, outcome, from, to }: JournalSearch): z.input<typeof Filters> {
  const given = { kind, clause, staffId, customerId, outcome, from, to };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}
