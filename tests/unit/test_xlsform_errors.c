/* SPDX-License-Identifier: Apache-2.0
 *
 * Questionnaires that are refused, each with its place and reason.
 */
#include <string.h>

#include "parsers/survey/xlsform/xlsform.h"

#define SETTINGS "settings\n,form_title,form_id\n,T,t\n"
#define HEAD                                                                   \
  "survey\n,type,name,label,relevant,constraint,parameters,"                   \
  "appearance,required\n"
#define YES_NO "choices\n,list_name,name,label\n,jn,ja,Ja\n,jn,nein,Nein\n"

static Questionnaire *
read_text(const char *text, const char *file, Problems *problems)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
  return xlsform_read(bytes, file, problems);
}

typedef struct Refusal {
  const char *text, *said; /* the first problem begins so */
} Refusal;

static void
check_refusals(const Refusal *rows, size_t count, const char *before,
               const char *after)
{
  for (size_t i = 0; i < count; i++) {
    g_autofree char *text = g_strconcat(before, rows[i].text, after, NULL);
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Questionnaire) form = read_text(text, "a.csv", problems);
    g_autofree char *said = problems_to_string(problems);
    g_assert_null(form);
    if (!g_str_has_prefix(said, rows[i].said) || problems_count(problems) != 1)
      g_test_message("%s: %s", rows[i].text, said);
    g_assert_true(g_str_has_prefix(said, rows[i].said));
    g_assert_cmpuint(problems_count(problems), ==, 1);
  }
}

static void
test_xlsform_refuses_questions(void)
{
  static const Refusal rows[] = {
      {",begin_repeat,a,A\n", "a.csv:3:2: type 'begin_repeat' is "
                              "not supported: questions"},
      {",image,a,A\n", "a.csv:3:2: type 'image' is not supported: an SMS"},
      {",geopoint,a,A\n,text,b,B,${a} = 1\n", "a.csv:3:2: type 'geopoint'"},
      {",calculate,a,A\n", "a.csv:3:2: type 'calculate' is not supported"},
      {",barcode,a,A\n", "a.csv:3:2: type 'barcode' is not supported"},
      {",song,a,A\n", "a.csv:3:2: type 'song' is not supported: known are"},
      {",select_one jn or_other,a,A\n", "a.csv:3:2: 'or_other' is not"},
      {",select_one,a,A\n", "a.csv:3:2: behind 'select_one' the name"},
      {",select_one no,a,A\n", "a.csv:3:2: the sheet 'choices' has no list"},
      {",select_one jn,a,A,,,randomize=true\n", "a.csv:3:22: 'randomize' is"},
      {",text b,a,A\n", "a.csv:3:2: behind 'text' nothing may stand"},
      {",text,,A\n", "a.csv:3:1: the row has no 'name'"},
      {",,a,A\n", "a.csv:3:1: the row has no 'type'"},
      {",text,1a,A\n", "a.csv:3:7: '1a' is no name"},
      {",text,ä,A\n", "a.csv:3:7: 'ä' is no name"},
      {",text,a,A\n,text,a,A\n", "a.csv:4:7: the name 'a' stands in row 3"},
      {",text,a\n", "a.csv:3:1: the 'label' in the language 'de' is missing"},
      {",text,a,A,,,,,vielleicht\n", "a.csv:3:15: 'required' must be yes"},
      {",range,a,A,,,start=1 end=x\n", "a.csv:3:14: 'end=x' is not known"},
      {",range,a,A,,,start=5 end=1\n", "a.csv:3:14: from 'start' to 'end'"},
      {",range,a,A,,,start=0 end=1 step=0.3\n", "a.csv:3:14: from 'start'"},
      {",range,a,A,,,start=0 end=1 step=0\n", "a.csv:3:14: from 'start'"},
      {",range,a,A,,,end=10,rating\n", "a.csv:3:21: 'rating' means stars"},
      {",text,a,A,,,,rating\n", "a.csv:3:14: 'rating' means stars"},
      {",date,a,A,,,,month-year\n", "a.csv:3:14: 'month-year' is not"},
      {",end_group\n,text,a,A\n", "a.csv:3:2: no group is open"},
      {",begin_group,a,A\n,end_group\n", "a.csv:4:2: the group that ends here"},
      {",begin_group,a,A\n,text,b,B\n", "a.csv: the group 'a' does not end"},
      {"", "a.csv: there is no question"},
  };
  check_refusals(rows, G_N_ELEMENTS(rows), HEAD, YES_NO SETTINGS);
}

static void
test_xlsform_refuses_logic(void)
{
  static const Refusal rows[] = {
      {",text,a,A,${b} = 1\n,integer,b,B\n", "a.csv:3:11: 'b' comes later, in "
                                             "row 4"},
      {",text,a,A,${a} = 1\n", "a.csv:3:11: 'a' is only asked depending on"},
      {",integer,a,A,${b} = 1\n,integer,b,B,${a} = 1\n",
       "a.csv:3:14: 'b' is only asked depending on this one"},
      {",integer,z,Z,${b} = 1\n,begin_group,g,,${z} = 1\n,integer,b,B\n"
       ",end_group\n",
       "a.csv:3:14: 'b' is only asked depending on this one"},
      {",begin_group,g,,${b} = 1\n,integer,b,B\n,end_group\n",
       "a.csv:3:17: 'b' is only asked depending on this one"},
      {",text,alter,A\n,text,b,B,${altre} = 1\n",
       "a.csv:4:11: no question is called 'altre' – did you mean 'alter'?"},
      {",text,a,A\n,text,b,B,${A} = 1\n", "a.csv:4:11: no question is called"},
      {",note,a,A\n,text,b,B,${a} = 1\n", "a.csv:4:11: 'a' is a note"},
      {",select_one jn,a,A\n,text,b,B,${a} = 'nien'\n",
       "a.csv:4:11: the list 'jn' has no choice 'nien' – did you mean 'nein'?"},
      {",select_multiple jn,a,A\n,text,b,B,\"not(selected(${a}, 'Ja'))\"\n",
       "a.csv:4:11: the list 'jn' has no choice 'Ja'"},
      {",text,a,A,. = 1\n", "a.csv:3:11: '.' is the question's own answer"},
      {",integer,a,A,,${a} > 1\n", "a.csv:3:15: 'a' is this question itself"},
      {",integer,a,A,,${b} > 1\n,integer,b,B\n", "a.csv:3:15: 'b' comes later"},
      {",integer,a,A,,. > today()\n", "a.csv:3:15: '. > today()', character 5"},
      {",integer,a,A,,. >\n", "a.csv:3:15: '. >', character 4"},
  };
  check_refusals(rows, G_N_ELEMENTS(rows), HEAD, YES_NO SETTINGS);
}

static void
test_xlsform_refuses_choices(void)
{
  static const Refusal rows[] = {
      {"\n,jn,ja\n", "a.csv:6:1: the 'label' in the language 'de' is"},
      {"\n,jn,,Ja\n", "a.csv:6:1: the choice has no 'name'"},
      {"\n,,ja,Ja\n", "a.csv:6:1: the choice has no 'list_name'"},
      {"\n,jn,ja,Ja\n,jn,ja,Ja\n", "a.csv:7:5: 'ja' can be no choice of 'jn': "
                                   "the list has this name"},
      {"\n,jn,ja wohl,Ja\n", "a.csv:6:5: 'ja wohl' can be no choice of 'jn'"},
      {",quota\n,jn,ja,Ja,viele\n", "a.csv:6:11: 'viele' is no whole number"},
      {",image\n,jn,ja,Ja,a.png\n", "a.csv:6:11: column 'image' is not"},
      {",lable\n,jn,ja,Ja\n", "a.csv:5:23: unknown column 'lable' – did you"},
      {",label::Klingonisch\n,jn,ja,Ja\n", "a.csv:5:23: 'Klingonisch' is no"},
      {",label\n,jn,ja,Ja\n", "a.csv:5:23: column 'label' stands here twice"},
      {",label::tr\n,jn,ja,Ja,Evet\n",
       "a.csv:3:9: the 'label' in the language 'tr' is missing"},
  };
  check_refusals(rows, G_N_ELEMENTS(rows),
                 HEAD ",text,a,A\nchoices\n,list_name,name,label", SETTINGS);
}

static void
test_xlsform_refuses_settings(void)
{
  static const Refusal rows[] = {
      {",form_id\n,,x\n", "a.csv:6:1: 'form_title' is missing"},
      {"\n,T\n", "a.csv:6:1: 'form_id' is missing"},
      {",form_id\n,T,a b\n", "a.csv:6:4: 'a b' must be letters"},
      {",form_id,stichwort\n,T,a,STOPP\n", "a.csv:6:6: 'STOPP' can be no"},
      {",form_id,stichwort\n,T,a,Wald Park\n", "a.csv:6:6: 'Wald Park' can"},
      {",form_id,stichwort\n,T,a,12345\n", "a.csv:6:6: '12345' can be no"},
      {",form_id,opens\n,T,a,31.02.2026\n", "a.csv:6:6: '31.02.2026' is no"},
      {",form_id,opens\n,T,a,morgen\n", "a.csv:6:6: 'morgen' is no moment"},
      {",form_id,opens\n,T,a,2026-05-21 25:00\n", "a.csv:6:6: '2026-05-21 25"},
      {",form_id,opens,closes\n,T,a,2026-05-21,20.05.2026\n",
       "a.csv:6:17: the survey ends 2026-05-20 23:59, before it opens"},
      {",form_id,access\n,T,a,alle\n", "a.csv:6:6: 'alle' is not known here"},
      {",form_id,anonym\n,T,a,sehr\n", "a.csv:6:6: 'sehr' is neither yes nor"},
      {",form_id,anonymus\n,T,a,ja\n", "a.csv:5:21: unknown column 'anonymus'"},
      {",form_id,quota\n,T,a,0\n", "a.csv:6:6: '0' is no whole number from 1"},
      {",form_id,public_key\n,T,a,abc\n", "a.csv:6:6: column 'public_key'"},
      {",form_id,default_language\n,T,a,Quenya\n", "a.csv:6:6: 'Quenya' is no"},
      {",form_id,title::fr\n,T,a,Titre\n",
       "a.csv:3:9: the 'label' in the language 'fr' is missing"},
      {",form_id\n,T,a\n,U,b\n", "a.csv:7:4: the settings have a second row"},
      {"\n", "a.csv: the settings are empty"},
  };
  check_refusals(rows, G_N_ELEMENTS(rows),
                 HEAD ",text,a,A\nsettings\n,form_title", "");
}

static void
test_xlsform_refuses_files(void)
{
  static const struct {
    const char *file, *text, *said;
  } rows[] = {
      {"a.csv", "", "a.csv: the sheet 'survey' is missing"},
      {"a.csv", ",type\n", "a.csv:1:1: the first line must name a sheet"},
      {"a.csv", SETTINGS, "a.csv: the sheet 'survey' is missing"},
      {"a.csv", HEAD ",text,a,A\n", "a.csv: the sheet 'settings' is missing"},
      {"a.csv", HEAD HEAD, "a.csv:3:1: the sheet 'survey' stands here twice"},
      {"a.csv", HEAD ",select_one jn,a,A\n" SETTINGS,
       "a.csv:3:2: the sheet 'choices' has no list 'jn'\n"
       "a.csv: the sheet 'choices' is missing"},
      {"a.odt", "", "a.odt: a questionnaire's name must end"},
      {"a.yaml", "- a\n", "a.yaml:1:1: the file must be a map"},
      {"a.yaml", "survay: []\n", "a.yaml:1:1: unknown key 'survay' – did you"},
      {"a.yaml", "survey: x\n", "a.yaml:1:9: this must be a list, not a text"},
      {"a.yaml", "survey: [x]\n", "a.yaml:1:10: this must be a map"},
      {"a.yaml", "survey:\n- type: [x]\n", "a.yaml:2:9: 'type' must be a text"},
      {"a.yaml", "survey: *x\n", "a.yaml:1:9: "},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Questionnaire) form =
        read_text(rows[i].text, rows[i].file, problems);
    g_autofree char *said = problems_to_string(problems);
    g_assert_null(form);
    if (!g_str_has_prefix(said, rows[i].said))
      g_test_message("%s", said);
    g_assert_true(g_str_has_prefix(said, rows[i].said));
  }
}

/* Long ones are refused, not read for ever. */
static void
test_xlsform_limits(void)
{
  g_autoptr(GString) many = g_string_new(HEAD);
  for (int i = 0; i <= SURVEY_QUESTIONS_MAX; i++)
    g_string_append_printf(many, ",text,q%d,A\n", i);
  g_string_append(many, SETTINGS);
  g_autoptr(GString) list =
      g_string_new(HEAD ",select_one l,a,A\nchoices\n,list_name,name,label\n");
  for (int i = 0; i <= SURVEY_CHOICES_MAX; i++)
    g_string_append_printf(list, ",l,c%d,C\n", i);
  g_string_append(list, SETTINGS);
  g_autoptr(GString) rows = g_string_new(HEAD);
  for (int i = 0; i < 100000; i++)
    g_string_append(rows, ",x\n");
  static const char *const said[] = {"more than 200 questions",
                                     "the list has 99 choices",
                                     "more than 25000 rows"};
  const char *const texts[] = {many->str, list->str, rows->str};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autoptr(Problems) problems = problems_new();
    g_autoptr(Questionnaire) form = read_text(texts[i], "a.csv", problems);
    g_assert_null(form);
    g_assert_cmpuint(problems_count(problems), ==, 1);
    g_assert_nonnull(strstr(problems_get(problems, 0)->text, said[i]));
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/xlsform/questions", test_xlsform_refuses_questions);
  g_test_add_func("/xlsform/logic", test_xlsform_refuses_logic);
  g_test_add_func("/xlsform/choices", test_xlsform_refuses_choices);
  g_test_add_func("/xlsform/settings", test_xlsform_refuses_settings);
  g_test_add_func("/xlsform/files", test_xlsform_refuses_files);
  g_test_add_func("/xlsform/limits", test_xlsform_limits);
  return g_test_run();
}
