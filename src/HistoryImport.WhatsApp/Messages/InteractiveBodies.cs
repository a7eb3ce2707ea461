using static HistoryImport.WhatsApp.Wire.Message.Types;
using W = HistoryImport.WhatsApp.Wire.Message.Types;

namespace HistoryImport.WhatsApp;

/// <summary>Where the words of buttons, lists, templates and their answers stand.</summary>
static class InteractiveBodies
{
    public static BodyRule Interactive()
    {
        BodyRule text = Text();
        BodyRule header = BodyRule.Of(InteractiveHeader.Descriptor, InteractiveHeader.TitleFieldNumber, InteractiveHeader.SubtitleFieldNumber);
        BodyRule card = BodyRule.Of(
            InteractiveCard.Descriptor, (InteractiveCard.BodyFieldNumber, text), (InteractiveCard.HeaderFieldNumber, header),
            (InteractiveCard.FooterFieldNumber, text));
        BodyRule carousel = BodyRule.Of(Carousel.Descriptor, (Carousel.CardsFieldNumber, card));
        BodyRule chosen = BodyRule.Of(W.Interactive.Descriptor, (W.Interactive.CarouselMessageFieldNumber, carousel));
        return BodyRule.Of(
            W.Interactive.Descriptor,
            (W.Interactive.BodyFieldNumber, text), (W.Interactive.HeaderFieldNumber, header),
            (W.Interactive.CarouselMessageFieldNumber, carousel), (W.Interactive.FooterFieldNumber, text))
            .OrChoice("interactiveMessage", chosen);
    }

    public static BodyRule Template(BodyRule interactive)
    {
        BodyRule title = BodyRule.Of(HydratedTemplate.Descriptor, HydratedTemplate.HydratedTitleTextFieldNumber);
        BodyRule hydrated = BodyRule.Of(
            HydratedTemplate.Descriptor, HydratedTemplate.HydratedContentTextFieldNumber, HydratedTemplate.HydratedTitleTextFieldNumber)
            .OrChoice("title", title)
            .OrLast(HydratedTemplate.HydratedFooterTextFieldNumber);

        (int, BodyRule?)[] forms =
        [
            (W.Template.HydratedTemplateFieldNumber, hydrated), (W.Template.HydratedFourRowTemplateFieldNumber, hydrated),
            (W.Template.InteractiveMessageTemplateFieldNumber, interactive),
        ];

        // A structured message in a template holds a template in turn, but no structured one.
        BodyRule structured = BodyRule.Of(HighlyStructured.Descriptor, (HighlyStructured.HydratedHsmFieldNumber, OneOf(forms)));
        BodyRule head = BodyRule.Of(FourRowTemplate.Descriptor, (FourRowTemplate.HighlyStructuredMessageFieldNumber, structured));
        BodyRule fourRows = BodyRule.Of(
            FourRowTemplate.Descriptor, (FourRowTemplate.ContentFieldNumber, structured), (FourRowTemplate.HighlyStructuredMessageFieldNumber, structured))
            .OrChoice("title", head)
            .Or(FourRowTemplate.FooterFieldNumber, structured);
        return OneOf([.. forms, (W.Template.FourRowTemplateFieldNumber, fourRows)]);
    }

    public static BodyRule Buttons()
    {
        BodyRule label = BodyRule.Of(Button.Descriptor, (Button.ButtonTextFieldNumber, BodyRule.Of(ButtonText.Descriptor, ButtonText.DisplayTextFieldNumber)));
        return BodyRule.Of(
            W.Buttons.Descriptor, W.Buttons.ContentTextFieldNumber, W.Buttons.TextFieldNumber)
            .OrChoice("header", BodyRule.Of(W.Buttons.Descriptor, W.Buttons.TextFieldNumber))
            .OrLast(W.Buttons.FooterTextFieldNumber)
            .Or(W.Buttons.Buttons_FieldNumber, label);
    }

    public static BodyRule ButtonsResponse() => BodyRule.Of(
        W.ButtonsResponse.Descriptor, W.ButtonsResponse.SelectedDisplayTextFieldNumber)
        .OrChoice(
            "response",
            BodyRule.Of(W.ButtonsResponse.Descriptor, W.ButtonsResponse.SelectedDisplayTextFieldNumber))
        .OrLast(W.ButtonsResponse.SelectedButtonIdFieldNumber);

    public static BodyRule ListResponse() => BodyRule.Of(
        W.ListResponse.Descriptor,
        (W.ListResponse.TitleFieldNumber, null), (W.ListResponse.DescriptionFieldNumber, null),
        (W.ListResponse.SingleSelectReplyFieldNumber, BodyRule.Of(SelectedRow.Descriptor, SelectedRow.SelectedRowIdFieldNumber)));

    public static BodyRule InteractiveResponse()
    {
        BodyRule answer = BodyRule.Of(NativeFlowResponse.Descriptor, NativeFlowResponse.ParamsJsonFieldNumber);
        BodyRule chosen = BodyRule.Of(
            W.InteractiveResponse.Descriptor, (W.InteractiveResponse.NativeFlowResponseMessageFieldNumber, answer));
        return BodyRule.Of(
            W.InteractiveResponse.Descriptor, (W.InteractiveResponse.BodyFieldNumber, Text()),
            (W.InteractiveResponse.NativeFlowResponseMessageFieldNumber, answer))
            .OrChoice("interactiveResponseMessage", chosen);
    }

    static BodyRule Text() => BodyRule.Of(TextBody.Descriptor, TextBody.TextFieldNumber);

    static BodyRule OneOf((int, BodyRule?)[] forms) =>
        BodyRule.Of(W.Template.Descriptor, forms).OrChoice("format", BodyRule.Of(W.Template.Descriptor, forms));
}
