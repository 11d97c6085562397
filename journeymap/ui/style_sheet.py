"""The stylesheet of the window: which kind of widget has which of the colours of `style.py`.

Data only. `$names` are colours and sizes that `style.stylesheet` fills in, lengths are pixels at
the usual text size. Loaded before the first paint, so nothing may be imported.
"""

from __future__ import annotations

SHEET = """
QMainWindow, QDialog { background: $panel; }
QMainWindow::separator { background: $edge; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QToolTip { background: $tip; color: $tip_text; border: 1px solid $edge; padding: 5px 8px; }
QWidget:disabled { color: $disabled; }

QMenuBar { background: $panel; border: none; padding: 1px 6px; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $panel; border: 1px solid $edge; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 30px; border-radius: 5px; }
QMenu::item:selected { background: $chosen; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $edge; margin: 5px 8px; }
QMenu::icon { padding-left: 8px; }

QWidget#top { background: $panel; border-bottom: 1px solid $edge; }
QWidget#strip { background: $panel; border-bottom: 1px solid $edge; }
QWidget#strip QComboBox { padding: 2px 8px; min-height: 18px; }
QWidget#strip QToolButton { padding: 4px 6px; }
QWidget#banner { background: $plain_ground; border-bottom: 1px solid $edge; }
QWidget#banner QLabel { color: $plain_text; }
QWidget#banner[tone="warning"] { background: $fair_ground; }
QWidget#banner[tone="warning"] QLabel { color: $fair_text; }
QWidget#banner[tone="alarm"] { background: $alarm_ground; }
QWidget#banner[tone="alarm"] QLabel { color: $alarm; }
QLabel[look="strong"] { font-weight: 700; }
QToolButton[look="choice"] { border-color: $edge; background: $field; color: $text; }
QToolButton[look="choice"]:hover { border-color: $field_edge; }
QToolButton[look="choice"][on="true"] { background: $chosen; color: $chosen_text;
  border-color: $chosen_text; font-weight: 600; }
QToolButton[look="choice"][on="true"]:disabled { background: $field; color: $disabled;
  border-color: $edge; }
QToolButton[look="choice"]:focus { border-color: $accent; }
QFrame[look="upright"] { background: $edge; border: none; min-width: 1px; max-width: 1px;
  min-height: 22px; max-height: 22px; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 4px 7px;
  background: transparent; color: $text_soft; }
QWidget#top QToolButton { padding: 5px 8px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:checked { background: $chosen; color: $chosen_text; font-weight: 600; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; width: 0; }
QLabel#file { font-size: ${large}px; font-weight: 700; padding: 0 4px; }
QLabel#dot { color: $star; font-size: ${large}px; padding: 0 6px 0 0; min-width: 10px; }

QFrame#palette { background: $panel; border: 1px solid $accent; border-radius: 9px; }
QFrame#palette QListView { border: none; background: $panel; outline: none; }
QListWidget#completing { background: $panel; border: 1px solid $accent; border-radius: 7px;
  padding: 2px; }
QListWidget#completing::item { padding: 4px 8px; border-radius: 5px; }

QPushButton { background: $panel; color: $text; border: 1px solid $field_edge; outline: none;
  border-radius: 7px; padding: 6px 14px; min-height: 18px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { border-color: $edge; }
QPushButton[look="main"], QPushButton:default { background: $accent; color: $on_accent;
  border-color: $accent; font-weight: 600; }
QPushButton[look="main"]:hover, QPushButton:default:hover { background: $accent_hover; }
QPushButton[look="main"]:focus { border: 3px double $on_accent; padding: 4px 12px; }
QPushButton[look="main"]:disabled { background: $track; color: $disabled; border-color: $track; }
QPushButton[look="link"] { background: transparent; border: 2px solid transparent; color: $accent;
  font-weight: 600; padding: 2px 6px; min-height: 14px; }
QPushButton[look="link"]:hover { background: $hover; }
QPushButton[look="link"]:focus { border: 2px solid $accent; }
QPushButton[look="step"] { background: transparent; border: none; border-radius: 7px;
  color: $text_soft; padding: 4px 12px; min-height: 16px; }
QPushButton[look="step"]:hover { background: $hover; }
QPushButton[look="step"][on="true"] { background: $chosen; color: $chosen_text; font-weight: 600; }
QPushButton[look="step"]:disabled { color: $disabled; }
QPushButton[look="place"] { background: transparent; border: 2px solid transparent;
  font-weight: 700; padding: 1px 2px; min-height: 14px; text-align: left; }
QPushButton[look="place"]:hover { color: $accent; }
QPushButton[look="place"]:focus { border: 2px solid $accent; }
QLineEdit[look="finder"] { background: transparent; border: 1px dashed $field_edge; }
QLineEdit[look="finder"]:focus { background: $panel; border: 1px solid $accent; }
QPushButton[look="file"] { background: transparent; border: 2px solid transparent; padding: 0; }
QPushButton[look="file"]:hover { background: $hover; }
QPushButton[look="file"]:focus { border: 2px solid $accent; padding: 0; }
QPushButton[look="count"] { border: 1px solid $outline; border-radius: 12px; font-weight: 700;
  padding: 4px 14px; background: $plain_ground; color: $plain_text; }
QPushButton[look="count"][level="error"] { background: $alarm_ground; color: $alarm; }
QPushButton[look="count"][level="warning"] { background: $fair_ground; color: $fair_text; }
QPushButton[look="count"]:hover { border-color: $field_edge; }
QPushButton[look="count"]:focus { border: 1px solid $accent; }

QComboBox { background: $field; border: 1px solid $edge; border-radius: 7px; padding: 5px 10px;
  min-height: 18px; combobox-popup: 0; }
QComboBox:hover { border-color: $field_edge; }
QComboBox:focus, QComboBox:on { border-color: $accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $edge; padding: 4px;
  selection-background-color: $accent; selection-color: $on_accent; outline: none; }
QComboBox QAbstractItemView::item { padding: 4px 6px; border-radius: 5px; }
QComboBox QAbstractItemView::item:selected { background: $accent; color: $on_accent; }

QLineEdit, QPlainTextEdit { background: $field; border: 1px solid $edge; border-radius: 7px;
  padding: 5px 8px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:hover, QPlainTextEdit:hover { border-color: $field_edge; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: $accent; background: $panel; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $alarm; }
QPlainTextEdit { padding: 2px 4px; }
QPlainTextEdit[look="name"] { background: transparent; border-color: transparent;
  padding: 1px 0; margin: 0 -4px; font-size: ${huge}px; font-weight: 700; }
QPlainTextEdit[look="name"]:hover { border-color: $edge; }
QPlainTextEdit[look="name"]:focus { border-color: $accent; background: $panel; }
QFrame[look="chips"] { background: $field; border: 1px solid $edge; border-radius: 7px; }
QFrame[look="chips"]:hover { border-color: $field_edge; }
QFrame[look="chips"][focused="true"] { border-color: $accent; background: $panel; }
QFrame[look="chips"][wrong="true"] { border-color: $alarm; }
QLineEdit[look="bare"], QLineEdit[look="bare"]:focus { background: transparent; border: none;
  padding: 0 4px; }
QLabel[look="thumb"] { background: $field; border: 1px solid $edge; border-radius: 6px;
  color: $text_soft; }
QListView#offers { border: 1px solid $edge; padding: 4px; }
QListView#offers::item { padding: 4px 6px; border-radius: 5px; }
QListView#offers::item:selected { background: $chosen; color: $text; }
QFrame#days { background: $panel; border: 1px solid $edge; }
QCalendarWidget QAbstractItemView { background: $panel; color: $text; outline: none;
  selection-background-color: $accent; selection-color: $on_accent; }
QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $panel; }
QCheckBox { spacing: 8px; }
QCheckBox:focus { color: $accent; }

QWidget#panel, QWidget#panelBody { background: $panel; }
QLabel[look="caps"] { color: $text_soft; font-size: ${tiny}px; font-weight: 700;
  letter-spacing: 0.6px; }
QLabel[look="caps"][joined="true"] { letter-spacing: 0px; }
QLabel[look="title"] { font-size: ${huge}px; font-weight: 700; }
QLabel[look="soft"] { color: $text_soft; }
QLabel[look="small"] { color: $text_soft; font-size: ${small}px; }
QLabel[look="wrong"] { color: $alarm; font-size: ${small}px; }
QLabel[look="number"] { font-weight: 700; }
QLabel[look="chip"] { background: $plain_ground; color: $plain_text; border-radius: 10px;
  border: 1px solid $outline;
  padding: 3px 10px; font-size: ${small}px; font-weight: 600; }
QLabel[look="chip"][tone="star"] { background: $star_ground; color: $fair_text; }
QLabel[look="chip"][tone="accent"] { background: $chosen; color: $chosen_text; }
QLabel[look="chip"][tone="good"] { background: $good_ground; color: $good_text; }

QTreeView, QTableView, QListView { background: $panel; border: none; outline: none; }
QTreeView { selection-background-color: transparent; }
QFileDialog QTreeView::item:selected { background: $chosen; color: $text; }
QTreeView::item { border: none; }
QTreeView::branch { background: transparent; }
QTreeView[look="rows"] { selection-color: $text; }
QTreeView[look="rows"]::item { padding: 3px 4px; }
QTreeView[look="rows"]::indicator { width: 15px; height: 15px; border: none;
  background: transparent; }
QTreeView[look="rows"]::item:hover { background: $hover; }
QTreeView[look="rows"]::item:selected { background: $chosen; color: $text; }
QListView { selection-background-color: $chosen; selection-color: $text; }
QListView::item { padding: 3px 6px; border-radius: 5px; }
QListView::item:hover { background: $hover; }
QListView::item:selected { background: $chosen; color: $text; }
QProgressBar { background: $track; border: none; border-radius: 3px; min-height: 6px;
  max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QTableView { gridline-color: $hover; selection-background-color: $chosen;
  selection-color: $text; border: 1px solid transparent; }
QTableView:focus { border-color: $accent; }
QTableView::item { border: none; padding: 3px 6px; }
QTableView::item:hover { background: $hover; }
QTableView::item:selected { background: $chosen; color: $text; }
QHeaderView::section { background: $panel; color: $text_soft; border: none;
  border-bottom: 1px solid $edge; padding: 5px 6px; font-size: ${small}px; font-weight: 600; }
QHeaderView::section:horizontal { padding: 5px 9px; }
QTableCornerButton::section { background: $panel; border: none; border-bottom: 1px solid $edge; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text_soft; border: none;
  border-bottom: 2px solid transparent; padding: 7px 4px 6px 4px; margin: 0 9px; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; border: 1px solid $accent; border-bottom: 2px solid $accent;
  border-radius: 4px; padding: 6px 3px 6px 3px; }
/* of one height in every script: the room is for the findings below */
QTabBar#kinds::tab { min-height: 28px; padding: 2px 4px 1px 4px; }
QTabBar#kinds::tab:focus { padding: 1px 3px 1px 3px; }

QTabBar::scroller { width: 40px; }
QTabBar QToolButton { padding: 2px; }

QScrollArea { border: none; background: $panel; }
QGraphicsView { border: none; background: $canvas; }
QAbstractScrollArea::corner { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $track; border-radius: 4px; min-height: 28px; min-width: 28px;
  margin: 1px; }
QScrollBar::handle:hover { background: $disabled; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QStatusBar { background: $panel; border-top: 1px solid $edge; color: $text_soft;
  font-size: ${small}px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $text_soft; font-size: ${small}px; padding: 2px 8px; }
QStatusBar QLabel[look="tight"] { padding: 2px 3px 2px 3px; }
QStatusBar QToolButton { color: $text_soft; font-size: ${small}px; padding: 1px 2px; }
QStatusBar QLabel[look="wrong"] { color: $alarm; font-weight: 600; }

QWidget#page { background: $canvas; }
QLabel[look="hero"] { font-size: ${hero}px; font-weight: 700; }
QPushButton[look="card"] { background: $card; border: 1px solid $card_border; border-radius: 10px;
  padding: 14px 16px; text-align: left; min-height: 84px; }
QPushButton[look="card"]:hover { border-color: $accent; }
QPushButton[look="card"]:focus { border: 2px solid $accent; padding: 13px 15px; }
QFrame[look="card"] { background: $card; border: 1px solid $card_border; border-radius: 10px; }
QFrame[look="pain"] { background: $pain_ground; border-radius: 7px; border: 1px solid $outline; }
QFrame[look="opportunity"] { background: $opportunity_ground; border-radius: 7px;
  border: 1px solid $outline; }
QFrame[look="reading"] { background: $field; border-radius: 7px; }
QFrame[look="reading"][overlay="true"] { border: 1px solid $accent; }
QFrame[look="line"] { background: $edge; max-height: 1px; min-height: 1px; border: none; }
"""
