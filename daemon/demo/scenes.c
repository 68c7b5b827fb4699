/* SPDX-License-Identifier: Apache-2.0
 *
 * The order of the scenes: simple ones first.
 */
#include "daemon/demo/scene.h"

const DemoScene *const demo_scenes[] = {
    &demo_scene_photo_report,
    &demo_scene_department_solves,
    &demo_scene_desk_undo,
    &demo_scene_question_and_answer,
    &demo_scene_wrong_department,
    &demo_scene_desk_not_fixed,
    &demo_scene_out_of_office,
    &demo_scene_stranger,
    &demo_scene_english,
    &demo_scene_phone_photo,
    &demo_scene_html_only,
    &demo_scene_rich_text,
    &demo_scene_forwarded,
    &demo_scene_desk_forward,
    &demo_scene_sms_report,
    &demo_scene_desk_call,
    &demo_scene_kill,
    &demo_scene_stop_by_sms,
    &demo_scene_desk_danger,
    &demo_scene_desk_objection,
    &demo_scene_desk_external,
    &demo_scene_ticket_route,
    &demo_scene_ticket_replay,
    &demo_scene_ticket_place_sms,
    &demo_scene_ticket_place_mail,
    &demo_scene_ticket_choice,
    &demo_scene_ticket_duplicate,
    &demo_scene_survey_answers,
    &demo_scene_ticket_escalation, /* the last: two weeks pass in it */
    NULL,
};
