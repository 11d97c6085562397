"""The fault matrix: every fault a map, its file and its window may meet, and where it is tested.

A row says what goes wrong, what is to come of it, how it is brought about (P pytest, S errors put
into system calls, M a tiny disk, K kill -9, H hypothesis, X a process with limits) and which tests
show it. What belongs to a part of the program that is still to come says in `later` to which; what
cannot happen in this format says why in `not_here`. `test_matrix.py` holds the table to that.
"""

# ruff: noqa: E501 - one row, one line of its own

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One fault: what, what is expected, how, and the tests (`path::name`) that show it."""

    number: int
    what: str
    expected: str
    how: str
    tests: tuple[str, ...] = ()
    later: str = ""
    not_here: str = ""


READING = "tests/faults/test_reading.py::"
WINDOW = "tests/faults/test_window.py::"
PICTURES = "tests/faults/test_pictures.py::"
SAVING = "tests/faults/test_saving.py::"
FUZZ = "tests/faults/test_fuzz.py::"
TEXTS = "tests/faults/test_texts.py::"
UNDO = "tests/faults/test_undo.py::"
OTHERS = "tests/ui/test_life_others.py::"
LOCKS = "tests/ui/test_life_locks.py::"
RECOVERY = "tests/files/test_recovery.py::"
RECOVERED = "tests/ui/test_recovery_list.py::"

ROWS = (
    Row(
        1,
        "[×25,000 and ×1,000,000",
        "refused: nested deeper than 32, in a moment",
        "P X",
        tests=(
            READING + "test_bombs_are_refused_with_a_place_in_a_moment_and_in_little_memory",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        2,
        "block nesting 3,000; ? ×2,000; - ×3,000",
        "same",
        "P",
        tests=(
            READING + "test_deep_blocks_are_refused",
            READING + "test_keys_that_are_groups_are_refused",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        3,
        "alias bomb 306 B",
        "“expands to too many values”",
        "P X",
        tests=(
            READING + "test_bombs_are_refused_with_a_place_in_a_moment_and_in_little_memory",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        4,
        "typed alias bomb 531 B",
        "same, before pydantic",
        "P X",
        tests=(
            READING + "test_bombs_are_refused_with_a_place_in_a_moment_and_in_little_memory",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        5,
        "<< bomb 11 levels",
        "same",
        "P X",
        tests=(READING + "test_bombs_are_refused_with_a_place_in_a_moment_and_in_little_memory",),
    ),
    Row(
        6,
        "cyclic alias list / map",
        "located error",
        "P",
        tests=(
            READING + "test_what_holds_itself_is_refused",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        7,
        "undefined / redefined anchor",
        "located error / accepted per policy",
        "P",
        tests=(READING + "test_an_alias_to_nothing_is_refused_and_one_name_may_be_given_twice",),
    ),
    Row(
        8,
        "duplicate key top level, in node, in edge",
        "error with both lines",
        "P",
        tests=(
            READING + "test_a_key_given_twice_is_told_with_both_lines",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        9,
        "two nodes same id; ids differing by case, ی/ي, ZWNJ, NFC/NFD",
        "error / warning",
        "P H",
        tests=(
            READING + "test_an_id_given_twice_opens_and_is_found",
            READING + "test_ids_that_look_alike_open_and_are_kept_apart",
            READING + "test_ids_that_look_alike_are_known_as_such",
            READING + "test_ids_that_look_alike_are_warned_of",
            READING + "test_an_id_that_is_not_composed_is_refused",
        ),
    ),
    Row(
        10,
        "reference to a missing id; self edge; cycle; orphan",
        "map problem, still opens",
        "P",
        tests=(READING + "test_references_to_nothing_to_oneself_and_in_a_ring_open",),
    ),
    Row(
        11,
        "NO, on, y, 12:30, 1.10, 007, 1e3, date as label",
        "stay text, survive save",
        "P H",
        tests=(
            READING + "test_words_that_parsers_turn_into_something_stay_text",
            READING + "test_any_tricky_word_survives_a_save",
        ),
    ),
    Row(
        12,
        "!!python/…, !!binary, !!set, !foo",
        "refused with line, nothing executed",
        "P",
        tests=(
            READING + "test_tags_are_refused_and_nothing_is_run",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        13,
        "raw NUL, ESC, C1; escaped \\0",
        "refused with line",
        "P",
        tests=(
            READING + "test_control_characters_are_refused_raw_and_escaped",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        14,
        "lone surrogate / surrogate-pair escape",
        "refused with line",
        "P",
        tests=(
            READING + "test_half_characters_are_refused",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        15,
        "bidi overrides U+202E in label",
        "shown with a visible mark, and a warning",
        "P",
        tests=(
            TEXTS + "test_what_turns_the_direction_of_text_around_is_seen_on_the_canvas",
            "tests/checks/test_turned.py::test_an_override_in_a_label_is_warned_of_and_taken_out",
        ),
    ),
    Row(
        16,
        "BOM utf-8; utf-16 LE/BE with BOM",
        "utf-8 BOM opens and is kept; utf-16 is refused by name",
        "P",
        tests=(
            READING + "test_a_mark_of_utf_8_is_kept_and_other_encodings_are_named",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        17,
        "utf-16 no BOM; latin-1; cp1256; gb18030",
        "“not UTF-8, line/col”, offers convert-copy",
        "P",
        tests=(
            READING + "test_text_in_another_encoding_is_refused_with_its_place",
            "tests/ui/test_converting.py::test_a_copy_in_utf_8_is_made_and_opened",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        18,
        "CRLF, CR only, mixed, no final newline",
        "opens; endings kept",
        "P H",
        tests=(READING + "test_line_ends_of_every_kind_are_kept",),
    ),
    Row(
        19,
        "tabs for indent; tab after colon",
        "located error / ok",
        "P",
        tests=(
            READING + "test_tabs_that_indent_are_refused_and_others_are_not",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        20,
        "5,000-digit int, 0x×20k, 1e400, .nan, .inf in x/y",
        "located error",
        "P",
        tests=(
            READING + "test_numbers_beyond_their_bounds_are_refused",
            READING + "test_targets_and_values_that_are_no_finite_number_are_refused",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
        not_here="the format has no coordinates; the row holds for every number of it",
    ),
    Row(
        21,
        "x = 1e300, −1e9; size 0 or negative",
        "bounded error/clamp",
        "P",
        tests=(
            READING + "test_numbers_beyond_their_bounds_are_refused",
            READING + "test_targets_and_values_that_are_no_finite_number_are_refused",
        ),
        not_here="the format has no coordinates and no sizes; the row holds for every number of it",
    ),
    Row(
        22,
        "bad date, 2026-02-30, Jalali text",
        "text or located error, never ValueError",
        "P",
        tests=(
            READING + "test_days_that_are_none_are_refused",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        23,
        "empty file, comment only, null, list root, scalar root, {}",
        "“empty map” / located error",
        "P",
        tests=(
            READING + "test_files_that_hold_no_map_say_so",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        24,
        "two documents; %YAML 1.3; ... trailing",
        "located error / ok",
        "P",
        tests=(
            READING
            + "test_a_second_document_and_another_yaml_are_refused_and_marks_of_the_end_are_not",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        25,
        "git conflict markers",
        "named as such, offers merge view",
        "P",
        tests=(
            READING + "test_conflict_markers_are_named_with_what_joins_maps",
            "tests/test_cli_merging.py::test_a_file_with_markers_is_joined_from_what_stands_between_them",
            "tests/ui/test_unmerged.py::test_markers_under_an_open_map_are_settled_from_the_banner",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        26,
        "100 MB file; 10 M nodes; 5 MB scalar",
        "size message <1 s",
        "P X",
        tests=(READING + "test_bombs_are_refused_with_a_place_in_a_moment_and_in_little_memory",),
    ),
    Row(
        27,
        "random byte flips of good files (5,000 seeds)",
        "open or located error",
        "H",
        tests=(FUZZ + "test_damaged_files_open_or_are_refused_with_a_place",),
    ),
    Row(
        28,
        "truncated at every byte of a 2 KB map",
        "open or located error",
        "P",
        tests=(FUZZ + "test_a_file_cut_at_every_byte_opens_or_is_refused_with_a_place",),
    ),
    Row(
        29,
        "unknown keys at each level",
        "kept byte-for-byte after edit",
        "H",
        tests=(
            READING + "test_keys_of_ones_own_are_kept_byte_for_byte",
            READING + "test_unknown_keys_of_no_owner_are_refused_by_name",
        ),
    ),
    Row(
        30,
        "newer format / format missing / format: 'x'",
        "refused with what to do / assumed 1 with a finding / error",
        "P",
        tests=(
            READING + "test_a_format_that_is_newer_missing_or_none",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        31,
        "golden files of each old schema",
        "migrate = golden; second run no-op",
        "P",
        tests=(
            READING + "test_a_migration_that_ran_changes_nothing_when_it_runs_again",
            "tests/files/test_migrations.py::test_the_frozen_file_of_every_format_opens",
            "tests/files/test_migrations.py::test_every_format_has_its_frozen_file",
        ),
    ),
    Row(
        32,
        "parent chain cycle; depth 20,000",
        "map error, no render",
        "P",
        tests=(
            READING + "test_rings_of_records_open_and_are_drawn",
            READING + "test_a_chain_of_twenty_thousand_steps_is_read_checked_and_drawn",
        ),
        not_here="the format has no parents; what can run in a ring are flows, replies and maps that name maps",
    ),
    Row(
        33,
        "label 1 MB; zalgo; 100k newlines; empty; only ZWNJ",
        "length error / drawn in <100 ms",
        "P",
        tests=(
            READING + "test_names_nobody_can_read_are_refused",
            READING + "test_long_and_strange_names_are_drawn_soon",
            WINDOW + "test_the_window_shows_what_is_wrong_with_a_hostile_file_and_opens_the_next",
            WINDOW + "test_every_command_says_what_is_wrong_with_a_hostile_file_with_its_place",
        ),
    ),
    Row(
        34,
        "<img src=/etc/passwd>, <b>, markdown image in label, tooltip, message box",
        "literal text",
        "P",
        tests=(
            TEXTS + "test_nothing_in_the_window_takes_a_text_of_the_map_for_markup",
            TEXTS + "test_the_check_of_the_window_finds_what_takes_texts_for_markup",
            TEXTS + "test_questions_show_texts_as_they_are",
            "tests/ui/test_robust_tips.py::test_no_part_of_the_window_takes_a_name_for_html",
            "tests/ui/test_compare_conflicts.py::test_nothing_that_a_map_says_is_read_as_html",
        ),
    ),
    Row(
        35,
        "link javascript:, file:, \\\\host\\share, 100 kB URL",
        "not opened, message",
        "P",
        tests=(
            PICTURES + "test_only_the_web_and_mail_are_opened",
            PICTURES + "test_an_address_of_a_hundred_kilobytes_is_not_opened",
            PICTURES + "test_the_whole_address_is_shown_before_it_is_opened",
            PICTURES + "test_a_link_to_a_map_that_is_none_is_explained",
        ),
    ),
    Row(
        36,
        "image path ../../x, absolute, symlink out, ~, UNC, CON, NUL",
        "placeholder + problem",
        "P",
        tests=(
            PICTURES + "test_a_path_out_of_the_folder_is_a_placeholder_with_a_reason",
            PICTURES + "test_a_name_of_a_device_or_of_nothing_is_refused",
            PICTURES + "test_links_are_followed_before_it_is_asked_where_they_lead",
            PICTURES + "test_what_is_no_file_or_far_too_large_is_refused",
            PICTURES + "test_the_window_shows_pictures_when_they_come_and_reasons_where_none_does",
            PICTURES + "test_a_picture_that_is_not_to_be_seen_is_a_finding",
        ),
    ),
    Row(
        37,
        "PNG 30k×30k, 2³¹ px, truncated, wrong extension, animated GIF",
        "placeholder, memory <300 MB",
        "P X",
        tests=(
            PICTURES + "test_pictures_of_too_many_or_no_pixels_are_placeholders",
            PICTURES + "test_a_picture_cut_anywhere_is_shown_or_refused",
            PICTURES + "test_what_a_picture_is_its_bytes_say_and_not_its_name",
            PICTURES + "test_of_an_animation_the_first_picture_is_shown",
            PICTURES + "test_no_picture_takes_more_than_three_hundred_megabytes",
        ),
    ),
    Row(
        38,
        "SVG <use> bomb, local <image>, @import, entities, script, 10⁶ px",
        "worker killed at 2 s → placeholder; nothing read outside",
        "P X",
        tests=(
            PICTURES
            + "test_a_drawing_without_end_is_given_up_after_two_seconds_and_the_next_one_is_drawn",
            PICTURES + "test_a_drawing_that_refers_to_anything_outside_is_not_drawn",
            PICTURES + "test_entities_and_stylesheets_are_refused",
            PICTURES + "test_scripts_do_nothing_and_a_million_pixels_are_drawn_small",
            PICTURES + "test_the_process_that_draws_reads_nothing_of_ours",
            PICTURES + "test_a_process_that_dies_or_goes_is_begun_anew",
            PICTURES + "test_a_process_that_cannot_begin_says_nothing_about_a_picture",
            PICTURES + "test_a_window_does_not_wait_for_a_picture",
            PICTURES + "test_the_window_shows_pictures_when_they_come_and_reasons_where_none_does",
            PICTURES + "test_no_picture_takes_more_than_three_hundred_megabytes",
        ),
    ),
    Row(
        39,
        "font missing; font file corrupt",
        "fallback, notice once",
        "P",
        tests=(
            PICTURES + "test_characters_that_no_font_has_are_named_and_drawn_as_boxes",
            PICTURES + "test_a_broken_font_file_is_no_font",
        ),
    ),
    Row(
        40,
        "write short (5 of N bytes) then ok",
        "loops, correct file",
        "S",
        tests=(
            SAVING + "test_a_call_that_a_signal_interrupts_is_made_again",
            SAVING + "test_writes_that_come_back_short_are_continued",
        ),
    ),
    Row(
        41,
        "ENOSPC at write / at fsync / at rename",
        "old file kept, no temp left, message",
        "M S",
        tests=(
            SAVING + "test_an_error_of_the_system_keeps_the_old_file_and_is_told",
            SAVING + "test_a_disk_that_is_full_keeps_the_old_file",
        ),
    ),
    Row(
        42,
        "EIO at fsync",
        "save **fails** (QSaveFile would say ok)",
        "S",
        tests=(SAVING + "test_an_error_of_the_system_keeps_the_old_file_and_is_told",),
    ),
    Row(
        43,
        "EDQUOT, EFBIG (RLIMIT_FSIZE + SIGXFSZ)",
        "as 41",
        "X",
        tests=(
            SAVING + "test_an_error_of_the_system_keeps_the_old_file_and_is_told",
            SAVING + "test_a_file_over_the_limit_of_the_system_keeps_the_old_file",
        ),
    ),
    Row(
        44,
        "rename EACCES / EXDEV / EBUSY / EROFS",
        "retry or in-place offer",
        "S",
        tests=(
            SAVING + "test_an_error_of_the_system_keeps_the_old_file_and_is_told",
            SAVING + "test_where_renaming_fails_writing_in_place_is_offered_and_works",
        ),
    ),
    Row(
        45,
        "fail the N-th OS call for every N × {EIO, ENOSPC, EACCES, EINTR}",
        "invariant",
        "P (shim)",
        tests=(
            SAVING + "test_whichever_call_fails_the_file_is_old_or_new",
            SAVING + "test_whichever_call_fails_first_and_all_after_it_the_file_is_old_or_new",
            SAVING + "test_whichever_call_fails_a_map_and_its_readings_open_again",
        ),
    ),
    Row(
        46,
        "kill −9 at random during save ×200",
        "0 torn; stale temps swept at next start",
        "K",
        tests=(
            SAVING + "test_a_writer_that_is_killed_leaves_no_torn_file",
            SAVING + "test_a_map_and_its_readings_fit_each_other_when_their_writer_is_killed",
            SAVING + "test_what_killed_writers_left_is_swept_and_what_others_write_is_not",
        ),
    ),
    Row(
        47,
        "kill −9 during recovery write ×200",
        "previous snapshot usable",
        "K",
        tests=(
            SAVING + "test_a_recovery_copy_whose_writer_is_killed_is_the_one_before_or_the_new_one",
        ),
    ),
    Row(
        48,
        "simulated power loss: drop un-fsynced writes, reorder rename",
        "old or new",
        "P (shim)",
        tests=(
            SAVING + "test_whenever_the_power_goes_the_file_is_old_or_new",
            SAVING + "test_the_disk_without_power_finds_a_writer_that_does_not_flush",
        ),
    ),
    Row(
        49,
        "target read-only file / dir / FS",
        "message, Save As offered",
        "P",
        tests=(
            SAVING + "test_what_may_not_be_written_is_told_with_what_to_do",
            SAVING + "test_a_folder_that_may_not_be_written_takes_the_file_in_place",
            "tests/ui/test_life_saving.py::test_after_a_failure_another_place_can_be_chosen_or_none",
        ),
    ),
    Row(
        50,
        "target is symlink / dangling / chain / loop",
        "kept / created / kept / message",
        "P",
        tests=(SAVING + "test_links_are_kept_followed_made_and_refused_in_a_ring",),
    ),
    Row(
        51,
        "hard link; setgid dir; ACL/xattr; other owner",
        "preserved or told",
        "P",
        tests=(SAVING + "test_hard_links_modes_groups_owners_and_attributes_are_kept",),
    ),
    Row(
        52,
        "target is directory, FIFO, /dev/full",
        "refused, no hang",
        "P",
        tests=(SAVING + "test_what_is_no_file_is_refused_and_not_waited_for",),
    ),
    Row(
        53,
        "parent folder deleted or renamed while open",
        "message, Save As",
        "P",
        tests=(
            SAVING + "test_a_folder_that_is_gone_is_told_and_nothing_is_made",
            OTHERS + "test_saving_into_a_folder_that_went_asks_for_another_place",
        ),
    ),
    Row(
        54,
        "name 255 bytes, 120 Persian chars, emoji, trailing dot, :",
        "saved or clear message",
        "P",
        tests=(
            SAVING + "test_names_that_a_disk_takes_are_saved",
            SAVING + "test_names_that_no_disk_takes_are_refused",
        ),
    ),
    Row(
        55,
        "serialiser raises half-way; verify mismatch",
        "nothing written, recovery kept",
        "P",
        tests=(
            SAVING + "test_a_text_that_cannot_be_made_leaves_the_file_alone",
            SAVING + "test_a_text_that_is_read_back_otherwise_is_not_written",
            SAVING + "test_whichever_call_fails_a_map_and_its_readings_open_again",
        ),
    ),
    Row(
        56,
        "file changed on disk, doc clean",
        "reload, selection kept",
        "P",
        tests=(
            OTHERS + "test_a_file_that_changed_is_read_anew_as_one_step_with_the_selection_kept",
        ),
    ),
    Row(
        57,
        "changed, doc dirty, no overlap",
        "merged, one undo step",
        "P H",
        tests=(OTHERS + "test_what_both_changed_elsewhere_is_merged_as_one_step",),
    ),
    Row(
        58,
        "changed, doc dirty, same field",
        "conflict view, both kept until chosen",
        "P",
        tests=(OTHERS + "test_what_both_changed_differently_is_asked_about_when_it_is_saved",),
    ),
    Row(
        59,
        "changed with same mtime and size",
        "found at save by hash",
        "P",
        tests=(
            OTHERS + "test_a_change_of_the_same_size_and_time_is_found",
            "tests/files/test_saving.py::test_a_file_that_somebody_else_changed_is_left_alone",
        ),
    ),
    Row(
        60,
        "touch/chmod only; own save; 10 quick writes",
        "no prompt; one reload",
        "P",
        tests=(
            OTHERS + "test_touching_modes_and_own_saves_are_nothing",
            OTHERS + "test_ten_quick_writes_are_read_once",
        ),
    ),
    Row(
        61,
        "deleted, recreated, atomically replaced twice",
        "still watched",
        "P",
        tests=(
            OTHERS
            + "test_it_is_still_watched_after_it_was_replaced_twice_and_deleted_and_made_again",
        ),
    ),
    Row(
        62,
        "replaced by invalid YAML",
        "keep model, banner with line",
        "P",
        tests=(
            OTHERS
            + "test_what_is_no_map_is_told_with_its_line_and_leaves_the_map_until_it_is_one_again",
        ),
    ),
    Row(
        63,
        "git checkout / rebase under an open dirty map",
        "as 57/58",
        "P",
        tests=(OTHERS + "test_a_git_checkout_under_unsaved_edits_is_merged",),
    ),
    Row(
        64,
        "Save As onto a map open in another window",
        "refused or joined",
        "P",
        tests=(
            "tests/ui/test_life_files.py::test_a_map_is_not_saved_over_the_file_of_another_window",
            LOCKS + "test_saving_as_a_map_that_another_process_has_asks_first",
        ),
    ),
    Row(
        65,
        "two instances, same map",
        "lock dialog, read-only or take over",
        "P",
        tests=(
            LOCKS + "test_opened_read_only_it_says_so_and_refuses_edits_with_the_reason",
            LOCKS + "test_taken_over_at_once_it_can_be_edited",
            LOCKS + "test_cancelled_nothing_is_opened",
        ),
    ),
    Row(
        66,
        "lock file empty / garbage / other host / PID reused",
        "take-over offered, never stuck",
        "P",
        tests=(
            "tests/files/test_locks.py::test_a_lock_that_cannot_be_read_counts_for_nothing",
            "tests/files/test_locks.py::test_a_number_that_was_given_again_is_another_process",
            "tests/files/test_locks.py::test_a_process_of_another_machine_has_the_map_as_long_as_it_gives_signs",
        ),
    ),
    Row(
        67,
        "crash with 1, 5 dirty and untitled maps",
        "all offered at start",
        "K",
        tests=(
            "tests/ui/test_recovery_kills.py::test_work_lost_by_a_kill_is_a_moment_s",
            "tests/ui/test_recovery_kills.py::test_what_was_typed_right_before_the_window_hung_is_offered",
            "tests/ui/test_recovery_writing.py::test_what_is_written_in_a_cell_is_kept",
            RECOVERED + "test_restore_all_brings_back_five_maps_saved_and_untitled",
        ),
    ),
    Row(
        68,
        "recovery older/newer than disk; base missing; base changed",
        "merge or separate copy, never silent overwrite",
        "P",
        tests=(
            "tests/files/test_recovery_rejoined.py::test_a_file_that_changed_elsewhere_is_joined",
            "tests/files/test_recovery_rejoined.py::test_readings_that_others_wrote_beside_the_map_stay_as_they_are",
            "tests/files/test_recovery_rejoined.py::test_without_the_text_it_came_from_nothing_is_joined_to_a_changed_file",
            RECOVERED
            + "test_where_the_file_says_something_else_by_now_the_copy_is_a_map_of_its_own",
        ),
    ),
    Row(
        69,
        "recovery file truncated / wrong version / 0 bytes",
        "moved aside, app starts",
        "P",
        tests=(
            RECOVERY + "test_a_copy_cut_anywhere_is_refused_and_nothing_else",
            RECOVERY + "test_a_copy_of_another_version_is_set_aside_with_a_note",
            RECOVERY + "test_an_empty_copy_is_set_aside_and_the_others_are_offered",
        ),
    ),
    Row(
        70,
        "crash loop on open (2×)",
        "safe mode",
        "P",
        tests=(
            RECOVERED + "test_after_two_crashes_on_opening_a_map_its_copy_is_left_out",
            RECOVERED + "test_after_three_crashes_a_map_is_not_opened_by_itself",
        ),
    ),
    Row(
        71,
        "recovery dir unwritable / full",
        "one warning, editing goes on",
        "M",
        tests=(
            "tests/faults/test_stalls.py::test_the_window_does_not_wait_for_recovery_copies",
            "tests/ui/test_recovery_copies.py::test_a_full_disk_is_said_once_and_tried_again",
            "tests/ui/test_recovery_copies.py::test_a_folder_that_is_none_is_said",
        ),
    ),
    Row(
        72,
        "random command sequences: undo all = initial, redo all = final, clean flag right",
        "identity",
        "H",
        tests=("tests/test_random_user.py::RandomUser",),
    ),
    Row(
        73,
        "command raises in do / undo / merge",
        "model and stack unchanged",
        "H",
        tests=(
            UNDO + "test_an_edit_that_raises_changes_neither_the_map_nor_the_steps",
            UNDO + "test_a_subscriber_that_raises_leaves_the_map_and_the_steps_agreeing",
        ),
    ),
    Row(
        74,
        "undo across save, reload, merge",
        "defined, tested",
        "H",
        tests=(
            "tests/test_random_user.py::RandomUser",
            OTHERS
            + "test_undoing_what_was_read_gives_the_former_map_as_an_edit_and_saving_it_its_bytes",
        ),
    ),
    Row(
        75,
        "10,000 undo steps at 1,000 touchpoints",
        "memory <200 MB (oldest dropped beyond 128 MB), undo <50 ms",
        "P",
        tests=(
            UNDO + "test_ten_thousand_steps_take_little_memory_and_undo_none_of_the_time",
            UNDO + "test_the_oldest_steps_go_and_the_map_is_still_saved_from_its_first_bytes",
        ),
    ),
    Row(
        76,
        "edit → save → load = model, for random docs and styles",
        "equal; untouched lines identical",
        "H",
        tests=(
            "tests/test_random_user.py::RandomUser",
            "tests/files/test_splicing_styles.py::test_over_all_styles_hardly_a_line_more_changes_than_needed",
            "tests/files/test_splicing_styles.py::test_edits_of_every_kind_touch_only_what_they_change",
            "tests/files/test_grafting.py::test_any_edit_is_saved_told_kept_aside_and_merged_as_it_is",
        ),
    ),
    Row(
        77,
        "a comment",
        "kept for every untouched item; moved/deleted with its item",
        "H",
        tests=(
            "tests/files/test_splicing_comments.py::test_no_comment_is_lost_while_values_change",
            "tests/files/test_splicing_styles.py::test_edits_of_every_kind_touch_only_what_they_change",
        ),
    ),
    Row(
        78,
        "three-way merge: identity, commutative on disjoint edits, no dangling refs",
        "properties",
        "H",
        tests=(
            "tests/model/test_threeway_properties.py::test_who_changed_nothing_changes_nothing",
            "tests/model/test_threeway_properties.py::test_who_merges_makes_no_difference",
            "tests/model/test_threeway_properties.py::test_a_merged_map_is_whole",
            "tests/test_random_user.py::RandomUser",
            "tests/files/test_grafting.py::test_any_edit_is_saved_told_kept_aside_and_merged_as_it_is",
        ),
    ),
    Row(
        79,
        "merge: delete vs edge, same new id, rename vs ref, move vs edit",
        "conflict or right result",
        "P",
        tests=(
            "tests/model/test_threeway.py::test_deletion_against_an_edit_is_a_conflict_of_the_whole_record",
            "tests/model/test_threeway_properties.py::test_no_edit_is_lost",
        ),
    ),
    Row(
        80,
        "merge driver fed with invalid side",
        "exit ≠0, files untouched",
        "P",
        tests=(
            "tests/test_cli_merging.py::test_a_side_that_is_no_map_leaves_every_file_alone",
            "tests/test_cli_git.py::test_a_side_that_is_no_map_stops_git_and_leaves_ours",
        ),
    ),
    Row(
        81,
        "CSV: UTF-16, cp1256, cp1254, GB18030, BOM, mixed",
        "preview, choice remembered",
        "P",
        tests=(
            "tests/metrics/test_encodings.py::test_a_text_is_read_in_the_encoding_it_was_written_in",
            "tests/metrics/test_encodings.py::test_a_byte_order_mark_says_it_for_certain",
            "tests/metrics/test_encodings.py::test_an_encoding_that_is_told_is_taken_and_said",
            "tests/metrics/test_encodings.py::test_lines_that_do_not_fit_the_encoding_are_left_out_with_their_number",
        ),
    ),
    Row(
        82,
        "CSV: ;, tab, decimal comma, 1.234,5, ۱٬۲۳۴٫۵, 12٪, −5, (5)",
        "parsed per chosen locale or row error",
        "P H",
        tests=(
            "tests/metrics/test_text_tables.py::test_the_delimiter_is_found_by_what_the_rows_agree_on",
            "tests/metrics/test_numbers.py::test_a_number_is_read_however_it_is_written",
            "tests/metrics/test_numbers.py::test_a_number_is_the_same_in_the_marks_of_two_countries",
            "tests/metrics/test_numbers.py::test_a_mark_that_nothing_decides_is_asked_for",
        ),
    ),
    Row(
        83,
        "CSV: ragged, embedded newline, NUL, 10 MB line, duplicate/empty header, 10k columns",
        "row errors with line numbers",
        "P",
        tests=(
            "tests/metrics/test_text_tables.py::test_rows_of_another_width_are_told_and_the_rest_is_read",
            "tests/metrics/test_text_tables.py::test_a_row_is_known_by_the_line_where_it_begins",
            "tests/metrics/test_encodings.py::test_a_nul_in_a_line_costs_that_line_only",
            "tests/metrics/test_opening_sources.py::test_a_line_without_an_end_is_left_out_and_told",
            "tests/metrics/test_text_tables.py::test_names_of_columns_differ_and_none_is_empty",
            "tests/metrics/test_opening_sources.py::test_too_many_columns_are_refused",
        ),
    ),
    Row(
        84,
        "CSV: empty, header only, all-NA, inf, dates Jalali/ISO/Excel serial",
        "defined",
        "P",
        tests=(
            "tests/metrics/test_opening_sources.py::test_what_is_no_table_gets_a_sentence",
            "tests/metrics/test_headers_and_tools.py::test_a_file_with_nothing_but_a_header_is_a_table_without_rows",
            "tests/metrics/test_numbers.py::test_a_column_of_nothing_is_empty_and_infinities_are_text",
            "tests/metrics/test_dates.py::test_a_day_is_read_however_it_is_written",
            "tests/metrics/test_dates.py::test_a_jalali_day_is_read_as_one",
        ),
    ),
    Row(
        85,
        "XLSX bombs (rows, cell, sparse XFD1048576), 1,000 sheets",
        "refused by zip pre-check (ratio>100 or >500 MB)",
        "P X",
        tests=(
            "tests/metrics/test_workbooks.py::test_a_workbook_that_swells_is_refused_before_it_is_unpacked",
            "tests/metrics/test_workbooks.py::test_a_sheet_that_asks_for_all_memory_is_refused",
            "tests/metrics/test_workbooks.py::test_a_workbook_with_far_too_many_sheets_is_refused",
        ),
    ),
    Row(
        86,
        "XLSX XXE, entity bomb, encrypted, macro, corrupt zip, .xls renamed",
        "refused with reason",
        "P",
        tests=(
            "tests/metrics/test_workbooks.py::test_entities_of_a_workbook_lead_nowhere",
            "tests/metrics/test_workbooks.py::test_entities_that_swell_are_not_unfolded",
            "tests/metrics/test_workbooks.py::test_other_zip_files_and_locked_ones_are_told_apart",
            "tests/metrics/test_workbooks.py::test_macros_are_not_looked_at",
            "tests/metrics/test_workbooks.py::test_a_workbook_cut_off_is_told",
            "tests/metrics/test_workbooks.py::test_an_old_workbook_is_read_the_same_whatever_its_name",
        ),
    ),
    Row(
        87,
        "Parquet corrupt, nested, 10⁸ rows, odd codec",
        "limited read or message",
        "X",
        tests=(
            "tests/metrics/test_workbooks.py::test_a_parquet_file_with_a_damaged_page_is_told",
            "tests/metrics/test_workbooks.py::test_a_parquet_file_gives_plain_values",
            "tests/metrics/test_workbooks.py::test_a_parquet_file_with_too_many_rows_is_refused_without_reading_them",
            "tests/metrics/test_workbooks.py::test_every_codec_of_parquet_is_read",
        ),
    ),
    Row(
        88,
        "event log: unsorted, duplicate ids, mixed time zones, DST gap, year 9999, missing case",
        "counted, reported",
        "P H",
        later="imports of event logs (tables and surveys are imported, logs are not)",
    ),
    Row(
        89,
        "SQL text in column names, '; DROP, quotes",
        "treated as data",
        "P",
        tests=(
            "tests/metrics/test_workbooks.py::test_names_of_parquet_columns_are_never_part_of_a_query",
            "tests/metrics/test_text_tables.py::test_names_of_columns_are_never_read_as_anything_else",
        ),
    ),
    Row(
        90,
        "data query tries file outside allowed dir",
        "PermissionException shown",
        "P",
        tests=("tests/metrics/test_workbooks.py::test_duckdb_is_shut_in_with_the_one_file",),
    ),
    Row(
        91,
        "export: label =HYPERLINK(), +, -, @, TAB, CR to CSV/XLSX",
        "text; CSV prefixed with ' (OWASP) — numbers untouched",
        "P",
        later="exports of tables (a map is exported as PNG, SVG and PDF only)",
    ),
    Row(
        92,
        "export: control chars, surrogates, >32,767 chars, sheet-name rules to XLSX/PPTX",
        "cleaned with note, file opens",
        "P",
        later="exports to spreadsheets and PowerPoint (there are none yet)",
    ),
    Row(
        93,
        "export: 10⁶×10⁶ px, 0 nodes, NaN bounds",
        "limited/tiled/message, no 6 GB",
        "P X",
        tests=(
            "tests/ui/test_exports.py::test_an_absurd_size_is_refused_with_a_way_out",
            "tests/ui/test_exports.py::test_an_empty_picture_still_is_a_picture",
        ),
    ),
    Row(
        94,
        "export to full disk / read-only / open file",
        "as 41/49, no half file",
        "M",
        tests=(
            "tests/faults/test_exporting.py::test_an_export_that_cannot_be_written_leaves_the_old_file_and_is_told",
        ),
    ),
    Row(
        95,
        "export of fa/ar/tr/zh/mixed map to PNG/PDF/SVG/PPTX",
        "joined + RTL (image compare with bundled fonts; rtl=“1” in XML; fonts embedded)",
        "P",
        tests=(
            "tests/ui/test_pdf_letters.py::test_every_line_is_found_by_pdftotext",
            "tests/ui/test_exports.py::test_persian_is_painted_joined_and_from_the_right",
            "tests/ui/test_exports.py::test_the_png_looks_like_the_golden_one",
        ),
        later="PowerPoint",
    ),
    Row(
        96,
        "exception in paint, itemChange, slot, timer, thread",
        "caught, reported, snapshot written, app lives",
        "P",
        tests=(
            "tests/ui/test_canvas_guard.py::test_what_cannot_be_painted_is_told_once_and_the_canvas_lives",
            "tests/ui/test_mishaps.py::test_it_is_kept_told_and_lived_through",
            "tests/ui/test_mishaps.py::test_it_is_said_once_and_kept_every_time",
        ),
    ),
)
