/** "?" lists the keys of this page. */
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keycap, useHotkey, useHotkeyList } from '../hotkeys.tsx';

export function HotkeyHelp() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const hotkeys = useHotkeyList();
  useHotkey('?', t('shell.hotkeys.help'), () => setOpen(true));
  return (
    <Modal
      open={open}
      title={t('shell.hotkeys')}
      footer={null}
      onCancel={() => setOpen(false)}
      width={460}
      destroyOnHidden
    >
      <table className="hotkey-table">
        <tbody>
          {hotkeys.map((hotkey) => (
            <tr key={`${hotkey.key} ${hotkey.label}`}>
              <td>
                <Keycap hotkey={hotkey.key} />
              </td>
              <td>{hotkey.label}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
