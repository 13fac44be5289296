/** Duty beside authority: what each post is for, and what its role may do. */
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { textOf } from '../shell/i18n.ts';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { Routines } from './Routines.tsx';

export function PostsPage() {
  const { t } = useTranslation();
  const posts = useApiQuery(organisation.posts, {}, { live: ['organisation'] });
  const permissions = useApiQuery(organisation.permissions, {});
  const nameOf = new Map((permissions.data?.rows ?? []).map((row) => [row.permission, textOf(row)]));
  const inLine = [...(posts.data?.rows ?? [])].sort((a, b) => (b.rank ?? -1) - (a.rank ?? -1));
  return (
    <Page title={t('organisation.posts.title')} query={posts}>
      <Routines />
      <div
        style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 420px), 1fr))' }}
      >
        {inLine.map((post) => (
          <Card key={post.key} size="small" title={textOf(post)}>
            <h3 style={{ margin: '0 0 4px', fontSize: 14 }}>{t('organisation.posts.duties')}</h3>
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {post.duties.map((duty) => (
                <li key={duty.en}>
                  {textOf(duty)}{' '}
                  {duty.rhythm ? <StateTag>{t(`organisation.posts.rhythm.${duty.rhythm}`)}</StateTag> : null}
                  {duty.steps.length > 0 ? (
                    <ol style={{ paddingInlineStart: 18 }}>
                      {duty.steps.map((step) => (
                        <li key={step.en}>{textOf(step)}</li>
                      ))}
                    </ol>
                  ) : null}
                </li>
              ))}
            </ul>
            {post.authority ? (
              <details style={{ marginTop: 8 }}>
                <summary>
                  {t('organisation.posts.authority')} ·{' '}
                  {t('organisation.posts.rights', { count: Object.keys(post.authority).length })}
                </summary>
                <ul style={{ margin: 0, paddingInlineStart: 18 }}>
                  {Object.entries(post.authority).map(([permission, scope]) => (
                    <li key={permission}>
                      {nameOf.get(permission) ?? permission}{' '}
                      <span className="muted">{t(`organisation.roles.scope.${scope}`)}</span>
                    </li>
                  ))}
                </ul>
              </details>
            ) : null}
          </Card>
        ))}
      </div>
    </Page>
  );
}
