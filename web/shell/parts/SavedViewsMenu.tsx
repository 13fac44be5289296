/** Saved views of a list: choose one, keep the present filters as one, share it, remove it. */
import { Button, Checkbox, Dropdown, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listViews, type SavedView as View, type ViewedList } from '#contract/list-views.ts';
import { askConfirm, showDone, showError } from '../feedback.tsx';
import { useApiCommand, useApiQuery } from '../queries.ts';

interface SavedViewsMenuProps {
  readonly of: ViewedList;
  readonly filters: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly onChoose: (view: View) => void;
}

export function SavedViewsMenu({ of, filters, columns, onChoose }: SavedViewsMenuProps) {
  const { t } = useTranslation();
  const params = { list: of };
  const { data } = useApiQuery(listViews.views, { params }, { live: [] });
  const { views, mayShare } = data ?? { views: [], mayShare: false };
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useApiCommand(listViews.saveView);
  const removal = useApiCommand(listViews.removeView);
  const keep = async (): Promise<void> => {
    try {
      await save.mutateAsync({
        params,
        body: { name: name.trim(), shared, filters: { ...filters }, columns: [...columns] },
      });
      showDone(t('shell.views.saved'));
      setNaming(false);
      setName('');
    } catch (error) {
      showError(error);
    }
  };
  const remove = async (view: View): Promise<void> => {
    if (!(await askConfirm({ title: t('shell.views.remove', { name: view.name }), danger: true }))) return;
    await removal.mutateAsync({ params: { ...params, viewId: view.id } }).catch(showError);
  };
  const items = [
    ...views.map((view) => ({
      key: view.id,
      label: view.shared ? t('shell.views.shared', { name: view.name }) : view.name,
      onClick: () => onChoose(view),
    })),
    { type: 'divider' as const },
    { key: 'save', label: t('shell.views.save'), onClick: () => setNaming(true) },
    ...(views.some((view) => view.mine)
      ? [
          {
            key: 'remove',
            label: t('shell.views.removeOne'),
            children: views
              .filter((view) => view.mine)
              .map((view) => ({ key: `remove-${view.id}`, label: view.name, onClick: () => void remove(view) })),
          },
        ]
      : []),
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button>{t('shell.views')}</Button>
      </Dropdown>
      <Modal
        open={naming}
        title={t('shell.views.save')}
        onCancel={() => setNaming(false)}
        onOk={() => void keep()}
        okButtonProps={{ disabled: name.trim() === '', loading: save.isPending }}
      >
        <Input
          value={name}
          maxLength={40}
          placeholder={t('shell.views.name')}
          aria-label={t('shell.views.name')}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => name.trim() && void keep()}
        />
        {mayShare ? (
          <Checkbox style={{ marginTop: 12 }} checked={shared} onChange={(event) => setShared(event.target.checked)}>
            {t('shell.views.share')}
          </Checkbox>
        ) : null}
      </Modal>
    </>
  );
}
