"""Small exports in both layouts, written as the clearinghouse writes them."""

import csv
import io

FINDING = {
    "ReviewID": "70",
    "s_StudyID": "500",
    "s_interventionID": "12",
    "s_Intervention_Name": "Lead Well",
    "s_Citation": "Doe, J. (2015). Leading well in small schools. Journal, 1(2).",
    "s_Standards_Version": "4.0",
    "s_Study_Design": "Randomized Controlled Trial",
    "s_Study_Rating": "Meets WWC standards without reservations",
    "s_Publication_Date": "2015",
    "s_Study_Page_URL": "/Study/500",
    "s_Posting_Date": "3/11/2020 9:41:00 AM",
    "s_Protocol": "School Leadership",
    "s_Protocol_Version": "4.0",
    "s_ERICId": "EJ100",
    "s_Urbanicity_Rural": "1.00",
    "s_Grade_K": "1.00",
    "s_Grade_12": "1.00",
    "s_Region_State_DC": "1.00",
    "s_Race_White": "90.00",
    "s_Race_Other": "10.00",
    "s_Gender_Female": "",
    "s_Gender_Male": "",
    "s_Ethnicity_Hispanic": "",
    "s_Ethnicity_Not_Hispanic": "",
    "s_Demographics_Sample_FRPL": "47.00",
    "s_Demographics_Sample_ELL": "",
    "s_Disability_IEP": "",
    "s_Delivery_Method_School": "1.00",
    "s_Multisite": "True",
    "i_InterventionID": "12",
    "i_Intervention_Name": "Lead Well",
    "i_Outcome_Domain": "Retention",
    "i_Protocol": "School Leadership",
    "i_Protocol_Version": "4.0",
    "i_Effectiveness_Rating": "Potentially Positive Effects",
    "i_NumStudiesMeetingStandards": "1",
    "i_NumStudiesEligible": "3",
    "i_Sample_Size_Intervention": "124",
    "i_Intervention_Page_URL": "/intervention/12",
    "f_FindingID": "1",
    "f_Comparison": "0.4",
    "f_Outcome_Measure": "Turnover after 3 years",
    "f_Outcome_Domain": "Retention",
    "f_Period": "8 Months",
    "f_Sample_Description": "Full sample",
    "f_Is_Subgroup": "False",
    "f_Outcome_Sample_Size": "124",
    "f_Outcome_Intervention_SS": "62",
    "f_Outcome_Comparison_SS": "62",
    "f_Intervention_Clusters_SS": "",
    "f_Comparison_Clusters_SS": "",
    "f_Intervention_Mean": "0.24",
    "f_Comparison_Mean": "0.4",
    "f_Intervention_Standard_Deviation": "",
    "f_Comparison_Standard_Deviation": "",
    "f_Effect_Size_Study": "",
    "f_Effect_Size_WWC": "0.450067538",
    "f_Improvement_Index": "17",
    "f_p_Value_Study": "0.1",
    "f_p_Value_WWC": "0.0621433749269896",
    "f_ICC": "",
    "f_Is_Statistically_Significant": "False",
    "f_Finding_Rating": "Meets WWC standards without reservations",
    "f_ESSA_Rating": "",
    "f_L1_Unit_of_Analysis": "School",
    "f_FavorableUnfavorableDesignation": "Favorable",
}

# The separate findings file of 2020: another sign, the comparison in words.
OLD_FINDING = {
    "FindingID": "1",
    "ReviewID": "70",
    "InterventionID": "12",
    "Intervention_Name": "Lead Well",
    "Comparison": "Business as usual",
    "Outcome_Measure": "Turnover after 3 years",
    "Outcome_Domain": "Retention",
    "Is_Subgroup": "False",
    "Outcome_Sample_Size": "124",
    "Outcome_Measure_Intervention_Sample_Size": "62",
    "Outcome_Measure_Comparison_Sample_Size": "62",
    "Intervention_Mean": "0.24",
    "Comparison_Mean": "0.4",
    "Effect_Size_WWC": "-0.450067538",
    "Improvement_Index": "17",
    "Finding_Rating": "1",
    "ESSA_Rating": "",
    "L1_Unit_of_Analysis": "School",
}
OLD_REPORT = {
    "InterventionID": "12",
    "Intervention_Name": "Lead Well",
    "Protocol": "School Leadership",
    "Protocol_Version": "4.0",
    "Outcome_Domain": "Retention",
    "Effectiveness_Rating": "Potentially Positive Effects",
    "NumStudiesMeetingStandards": "1",
    "NumStudiesEligible": "3",
    "Sample_Size_Intervention": "124",
    "Delivery_Method_School": "1.00",
}
# Names that the separate files spell out.
SPELLED_OUT = {
    "Demographics_Sample_FRPL": "Demographics_of_Study_Sample_Free_or_reduced_price_lunch",
    "Demographics_Sample_ELL": "Demographics_of_Study_Sample_English_language_learners",
    "Demographics_Sample_Minority": "Demographics_of_Study_Sample_Minority",
    "Disability_IEP": "Disability_Individualized_Education_Plan__IEP_",
    "Region_State_DC": "Region_State_District_of_Columbia",
    "School_Setting_Student_Count": "School_setting_Student_Count",
}


def old_study(row):
    """Return what a row of the single file says of a study, as a row of Studies.csv."""
    names = {name: name[2:] for name in row if name.startswith("s_")}
    return {"ReviewID": row["ReviewID"]} | {
        SPELLED_OUT.get(own, own): row[name] for name, own in names.items()
    }


NEW_NAME = "WWC-export-archive-2025-Aug-25.csv"
OLD_NAME = "WWC_2020-04-25_Findings.csv"


def csv_text(rows):
    """Return rows as the text of a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_csv(folder, rows, name=NEW_NAME):
    """Write a file and return its path."""
    path = folder / name
    path.write_text(csv_text(rows), encoding="utf-8-sig", newline="")
    return path
